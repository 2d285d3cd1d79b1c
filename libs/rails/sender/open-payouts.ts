import type { EventStore } from '@ledger/event-store/event-store';
import { placedDecision, type PlacedDecision } from '@ledger/runner/log/decision-events';
import { categoryOf } from '@ledger/runner/log/stream-names';
import type { OpenPayout } from './open-payout';

/** The payouts that wait for the answer of their rails, as the decisions of the payout stage in the log tell. */
export class OpenPayouts {
  private readTo = 0n;
  private readonly programs = new Set<string>();
  private readonly payouts = new Map<string, OpenPayout>();

  constructor(private readonly store: EventStore) {}

  /** In the order in which they were made, within a program. */
  get all(): readonly OpenPayout[] {
    return [...this.payouts.values()];
  }

  has({ program, payout }: Pick<OpenPayout, 'program' | 'payout'>): boolean {
    return this.payouts.has(keyOf(program, payout));
  }

  /**
   * Takes over what the log has since it was read last. Where it ends is asked before which programs there are: what is
   * recorded up to there is of these.
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

  private take({ program, seq, decision }: PlacedDecision, madeAt: bigint): void {
    switch (decision.type) {
      case 'PayoutMade': {
        if (decision.paidAtOnce) return;
        const { payout, partner, rail, currency, netMinor } = decision;
        // What was read up to a failure is read again; who works on a payout has it by its identity.
        if (this.has({ program, payout })) return;
        const open = { program, payout, partner, rail, currency, netMinor, madeAtSeq: seq, madeAt };
        this.payouts.set(keyOf(program, payout), open);
        return;
      }
      case 'PayoutSettled':
      case 'PayoutFailed':
        this.payouts.delete(keyOf(program, decision.payout));
        return;
      default:
    }
  }
}

function keyOf(program: string, payout: string): string {
  return `${payout} ${program}`;
}
