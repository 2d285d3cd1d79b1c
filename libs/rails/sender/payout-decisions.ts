import type { EventStore } from '@ledger/event-store/event-store';
import { placedDecision, type PlacedDecision } from '@ledger/runner/log/decision-events';
import { categoryOf } from '@ledger/runner/log/stream-names';

/** The decisions of the payout stage, handed on in the order of the log, each program's from its first one on. */
export class PayoutDecisions {
  private readTo = 0n;
  private readonly programs = new Set<string>();

  /** @param take - given each decision and its position; after a failure some once more. */
  constructor(
    private readonly store: EventStore,
    private readonly take: (decision: PlacedDecision, position: bigint) => void,
  ) {}

  /**
   * Hands on what the log has since it was read last, of these programs and those before. Where it ends is asked before
   * which programs there are: what is recorded up to there is of these.
   */
  async follow(programs: () => Promise<readonly string[]>): Promise<void> {
    const end = await this.store.lastPosition();
    const fresh = (await programs()).filter((program) => !this.programs.has(program));
    await this.read(0n, end, fresh);
    await this.read(this.readTo, end, [...this.programs]);
    for (const program of fresh) this.programs.add(program);
    this.readTo = end;
  }

  private async read(from: bigint, to: bigint, programs: readonly string[]): Promise<void> {
    if (programs.length === 0 || from >= to) return;
    const categories = programs.map((program) => categoryOf('payout', program));
    for await (const event of this.store.readAll(from, categories)) {
      if (event.position > to) return;
      this.take(placedDecision(event), event.position);
    }
  }
}
