/** The known key that a reader most likely meant; null if none is near enough to be worth naming. */
export function nearestKey(written: string, known: readonly string[]): string | null {
  let best: { key: string; steps: number } | null = null;
  for (const key of known) {
    const steps = editDistance(written.toLowerCase(), key.toLowerCase());
    if (best === null || steps < best.steps) best = { key, steps };
  }
  return best !== null && best.steps <= Math.max(2, Math.floor(best.key.length / 2)) ? best.key : null;
}

/** How many letters must be added, removed or replaced to turn one word into the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
