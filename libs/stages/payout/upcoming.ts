import type { Instant } from '@ledger/kernel/instant';

/** Decisions by the clock, in the order of their moments, to be taken moment by moment. */
export class Upcoming<T extends { readonly decidedAt: Instant }> {
  private next = 0;

  constructor(private readonly decisions: readonly T[]) {}

  /** The moment of the next ones; undefined: none are left. */
  get at(): Instant | undefined {
    return this.decisions[this.next]?.decidedAt;
  }

  /** Takes those of a moment. */
  dueAt(at: Instant): T[] {
    const from = this.next;
    while (this.at === at) this.next += 1;
    return this.decisions.slice(from, this.next);
  }
}
