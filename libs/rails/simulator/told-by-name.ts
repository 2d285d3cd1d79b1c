/** How often PayPal tells what became of an item: of receivers whose names end so never, or twice, as its documents allow. */
const TIMES: readonly (readonly [ending: string, times: number])[] = [
  ['_untold', 0],
  ['_told_twice', 2],
];

/** How often an event about a receiver is sent. */
export function timesTold(receiver: string): number {
  const [name = ''] = receiver.split('@');
  return TIMES.find(([ending]) => name.endsWith(ending))?.[1] ?? 1;
}
