import type { EventStore } from '@ledger/event-store/event-store';
import type { Instant } from '@ledger/kernel/instant';
import type { PlacedDecision } from '@ledger/runner/log/decision-events';
import type { OpenPayout } from '../sender/open-payout';
import { PayoutDecisions } from '../sender/payout-decisions';

/** A payout that a rail had to answer for, and what the ledger heard of it. */
export interface MadePayout extends OpenPayout {
  readonly madeOn: Instant;
  readonly state: 'in_transit' | 'paid' | 'failed' | 'returned';
  /** The rail's id of the transfer that paid it, as the ledger was told; null: nobody said. */
  readonly reference: string | null;
}

/** All payouts that were not paid at once, as the decisions of the payout stage in the log tell. */
export class MadePayouts {
  private readonly decisions: PayoutDecisions;
  private readonly payouts = new Map<string, MadePayout>();

  constructor(store: EventStore) {
    this.decisions = new PayoutDecisions(store, (decision, position) => this.take(decision, position));
  }

  /** In the order in which they were made, within a program. */
  get all(): readonly MadePayout[] {
    return [...this.payouts.values()];
  }

  /** Takes over what the log has since it was read last. */
  follow(programs: () => Promise<readonly string[]>): Promise<void> {
    return this.decisions.follow(programs);
  }

  private take({ program, seq, decision }: PlacedDecision, madeAt: bigint): void {
    switch (decision.type) {
      case 'PayoutMade': {
        const { payout, partner, rail, currency, netMinor, madeAt: madeOn } = decision;
        if (decision.paidAtOnce) return;
        const made = { program, payout, partner, rail, currency, netMinor, madeAtSeq: seq, madeAt, madeOn };
        this.payouts.set(keyOf(program, payout), { ...made, state: 'in_transit', reference: null });
        return;
      }
      case 'PayoutSettled':
        this.become(program, decision.payout, { state: 'paid', reference: decision.reference });
        return;
      case 'PayoutFailed':
        this.become(program, decision.payout, { state: 'failed' });
        return;
      case 'PayoutReturned':
        this.become(program, decision.payout, { state: 'returned' });
        return;
      default:
    }
  }

  /** Of one that was paid at once nothing is kept: no rail knows of it. */
  private become(program: string, payout: string, change: Partial<Pick<MadePayout, 'state' | 'reference'>>): void {
    const made = this.payouts.get(keyOf(program, payout));
    if (made !== undefined) this.payouts.set(keyOf(program, payout), { ...made, ...change });
  }
}

function keyOf(program: string, payout: string): string {
  return `${payout} ${program}`;
}
