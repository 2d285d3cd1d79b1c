/**
 * A seeded source of choices (mulberry32). The same seed makes the same choices on every machine,
 * so that what is generated from it is the same byte for byte. Not for secrets.
 */
export class Random {
  private state: number;

  constructor(private readonly seed: number) {
    this.state = seed >>> 0;
  }

  /**
   * A source of its own for one part of a history: what that part takes from it changes nothing
   * for the other parts, so a story can be added without rewriting its neighbours.
   */
  fork(label: string): Random {
    return new Random(hashOf(label) ^ Math.imul(this.seed + 1, 0x9e3779b1));
  }

  /** A fraction in [0, 1). */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of the items. Throws where there is none: that is a mistake in the scenario. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('Random.pick needs at least one item to pick from');
    return items[this.integer(0, items.length - 1)] as T;
  }

  /** The items in another order; the list that was given stays as it is. */
  shuffled<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last -= 1) {
      const other = this.integer(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
    }
    return shuffled;
  }
}

/** FNV-1a over the label's code units: labels that differ a little give seeds that differ a lot. */
function hashOf(label: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < label.length; index += 1) {
    hash = Math.imul(hash ^ label.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
