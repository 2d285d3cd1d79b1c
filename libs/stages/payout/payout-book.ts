import type { LedgerEvent } from '@ledger/contracts/events';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { AccountingPeriods } from '../commission/accounting-periods';
import { OpenLines } from './open-lines';
import type { OpenLine } from './payout-account';
import { PayoutPartners } from './payout-partners';
import type { PayoutProfile } from './payout-profile';
import { Payouts } from './payouts';
import type { LineKey, PayingRail, PayoutDecision, PayoutLinesMoved } from './payout.decisions';
import { Rewind } from './rewind';

/** All that the payout stage of a program knows: lines, payouts, partners, and which rails answer. */
export class PayoutBook {
  readonly rewind = new Rewind();
  readonly lines = new OpenLines(this.rewind);
  readonly payouts = new Payouts(this.rewind);
  readonly partners: PayoutPartners;
  readonly periods: AccountingPeriods;
  private readonly answering = new Set<PayingRail>();
  /** Adjustment → who posted it. */
  private readonly adjusters = new Map<string, string>();

  constructor(readonly program: ProgramTerms) {
    this.partners = new PayoutPartners(program, this.rewind);
    this.periods = new AccountingPeriods(program);
  }

  /** Whether a rail answers at once, with success: until it is connected. */
  answersAtOnce(rail: PayingRail): boolean {
    return !this.answering.has(rail);
  }

  /** Notes a fact; answers the profiles that it changed. */
  noteFact(event: LedgerEvent): PayoutProfile[] {
    switch (event.type) {
      case 'rail.connected':
        this.answering.add(event.data.rail as PayingRail);
        return [];
      case 'period.closed':
        this.periods.close(event.data.period);
        return [];
      case 'adjustment.posted':
        this.adjusters.set(event.data.adjustment, event.data.by);
        return [];
      case 'payout.failed':
      case 'payout.returned':
        return [this.partners.noteFailure(this.payouts.of(event.data.payout).amounts.partner, event)];
      default:
        return this.partners.noteFact(event);
    }
  }

  /** Who posted the adjustments among lines. */
  adjustersOf(lines: readonly OpenLine[]): string[] {
    return lines.flatMap(({ invoice, line }) => (invoice === null ? (this.adjusters.get(line) ?? []) : []));
  }

  /** Takes over what was decided. */
  evolve(decision: PayoutDecision): void {
    switch (decision.type) {
      case 'OwnLinePosted':
        this.lines.addOwn(decision);
        return;
      case 'LinesReleased':
        this.move(decision.lines, decision.partner, 'payable');
        return;
      case 'LinesHeldBack':
        this.move(decision.lines, decision.partner, 'hold');
        return;
      case 'PayoutLinesMoved':
        this.moveWithPayout(decision);
        return;
      case 'PayoutProfileChanged':
      case 'TaxFormExpiring':
      case 'StatementClosed':
        return;
      case 'AccountApprovalChanged':
        this.lines.account(decision.partner, decision.currency).approval = decision.approval;
        return;
      default:
        this.payouts.evolve(decision, this.lines.account(decision.partner, decision.currency));
    }
  }

  private move(keys: readonly LineKey[], partner: string, to: OpenLine['state']): void {
    for (const key of keys) this.lines.move(this.lines.find(key, partner), to);
  }

  /** A payable line starts on its way with a payout; any other is on it already. */
  private moveWithPayout({ payout, partner, from, to, lines: keys, hadCleared }: PayoutLinesMoved): void {
    const lines = keys.map((key) => this.lines.find(key, partner));
    if (from === 'payable') this.payouts.addLines(this.payouts.of(payout), lines, hadCleared);
    for (const line of lines) this.lines.move(line, to);
  }
}
