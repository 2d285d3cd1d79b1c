import type { EventStore } from '@ledger/event-store/event-store';
import { FIRST_FACTS_CATEGORY } from '../edition';
import { CLOSED } from './arrivals-of-first-edition';

/**
 * How many arrivals of a program were judged and decided anew, by all stages, when its log crossed from the first edition
 * of the rules; 0: it did not cross. What the stages of that edition still had on their way among them is done.
 */
export async function crossedTo(store: EventStore, program: string): Promise<number> {
  const stream = `${FIRST_FACTS_CATEGORY}-${program}`;
  const head = (await store.heads([stream])).get(stream);
  if (head === undefined) return 0;
  for await (const { type } of store.read(stream, head.revision, 1)) {
    // The event that closes the stream is behind them.
    if (type === CLOSED) return Number(head.revision);
  }
  return 0;
}
