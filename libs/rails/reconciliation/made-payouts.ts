import type { EventStore } from '@ledger/event-store/event-store';
import type { Instant } from '@ledger/kernel/instant';
import { placedDecision, type PlacedDecision } from '@ledger/runner/log/decision-events';
import { categoryOf } from '@ledger/runner/log/stream-names';
import type { OpenPayout } from '../sender/open-payout';

/** A payout that a rail had to answer for, and what the ledger heard of it. */
export interface MadePayout extends OpenPayout {
  readonly madeOn: Instant;
  readonly state: 'in_transit' | 'paid' | 'failed' | 'returned';
  /** The rail's id of the transfer that paid it, as the ledger was told; null: nobody said. */
  readonly reference: string | null;
}

/** All payouts that were not paid at once, as the decisions of the payout stage in the log tell. */
export class MadePayouts {
  private readTo = 0n;
  private readonly programs = new Set<string>();
  private readonly payouts = new Map<string, MadePayout>();

  constructor(private readonly store: EventStore) {}

  /** In the order in which they were made, within a program. */
  get all(): readonly MadePayout[] {
    return [...this.payouts.values()];
  }

  /** Takes over what the log has since it was read last, of these programs and those before. */
  async follow(programs: readonly string[]): Promise<void> {
    const end = await this.store.lastPosition();
    const fresh = programs.filter((program) => !this.programs.has(program));
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
