import type { EventStore } from '@ledger/event-store/event-store';
import type { PlacedDecision } from '@ledger/runner/log/decision-events';
import type { OpenPayout } from './open-payout';
import { PayoutDecisions } from './payout-decisions';

/** The payouts that wait for the answer of their rails, as the decisions of the payout stage in the log tell. */
export class OpenPayouts {
  private readonly decisions: PayoutDecisions;
  private readonly payouts = new Map<string, OpenPayout>();

  constructor(store: EventStore) {
    this.decisions = new PayoutDecisions(store, (decision, position) => this.take(decision, position));
  }

  /** In the order in which they were made, within a program. */
  get all(): readonly OpenPayout[] {
    return [...this.payouts.values()];
  }

  has({ program, payout }: Pick<OpenPayout, 'program' | 'payout'>): boolean {
    return this.payouts.has(keyOf(program, payout));
  }

  /** Takes over what the log has since it was read last. */
  follow(programs: () => Promise<readonly string[]>): Promise<void> {
    return this.decisions.follow(programs);
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
