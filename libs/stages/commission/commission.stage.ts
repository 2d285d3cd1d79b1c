import type { Instant } from '@ledger/kernel/instant';
import { termsAt, type ProgramTerms } from '@ledger/program/program-terms';
import { compareKeys, keyOf } from '../facts/fact-key';
import type { Decisions, Fact, Stage } from '../stage';
import { AccountingPeriods } from './accounting-periods';
import { anomaliesOf } from './anomalies-of-invoice';
import { CommissionAccounts } from './commission-accounts';
import type { AnomalyFound, CommissionDecision } from './commission.decisions';
import { lastInstantBefore } from './defer-refund-to-true-up';
import { holdsOf, sameHolds } from './holds-of-invoice';
import { recordPosted, type InvoiceAccount } from './invoice-account';
import { postDifferences, type Occasion } from './post-differences';
import { recordCommissionFact } from './record-commission-fact';
import type { TouchedInvoices } from './touched-invoices';

/** The timer that posts true-ups, as the replay names it. */
const QUARTER_END = 'quarter-end';

/** Commission lines: what the facts demand for every (invoice line, partner), posted as differences; nothing posted changes. */
export class CommissionStage implements Stage<CommissionDecision> {
  readonly name = 'commission';
  private readonly accounts: CommissionAccounts;
  private readonly periods: AccountingPeriods;

  constructor(private readonly program: ProgramTerms) {
    this.accounts = new CommissionAccounts(program);
    this.periods = new AccountingPeriods(program.calendar);
  }

  decide(fact: Fact, earlier: Decisions): readonly CommissionDecision[] {
    const decisions: CommissionDecision[] = [];
    for (const decision of this.decisionsOn(fact, earlier)) {
      this.evolve(decision);
      decisions.push(decision);
    }
    return decisions;
  }

  resume(fact: Fact, earlier: Decisions, recorded: readonly CommissionDecision[]): void {
    this.accounts.takeTrueUpsDue(fact.clock);
    recordCommissionFact(fact, earlier, this.accounts, this.periods, this.program);
    for (const decision of recorded) this.evolve(decision);
  }

  /** Quarter ends that the clock passes come before the fact itself (contract.md, section 2). */
  private *decisionsOn(fact: Fact, earlier: Decisions): Generator<CommissionDecision> {
    for (const { quarterEnd, invoices } of this.accounts.takeTrueUpsDue(fact.clock)) {
      for (const invoice of invoices) yield* this.trueUp(invoice, quarterEnd);
    }
    const touched = recordCommissionFact(fact, earlier, this.accounts, this.periods, this.program);
    for (const invoice of touched.invoices) {
      yield* this.holdChanges(invoice, fact.clock);
      yield* anomaliesOf(invoice);
      yield* this.differences(invoice, fact, touched);
    }
  }

  private *trueUp(invoice: InvoiceAccount, quarterEnd: Instant): Generator<CommissionDecision> {
    const at = lastInstantBefore(quarterEnd);
    const cause = { event: null, isOwnEarning: false, changedCredits: false, changedWins: false };
    yield* this.post(invoice, {
      clock: quarterEnd,
      causeId: QUARTER_END,
      at,
      decidedAt: quarterEnd,
      causeFor: () => cause,
    });
  }

  private *differences(invoice: InvoiceAccount, fact: Fact, touched: TouchedInvoices): Generator<CommissionDecision> {
    const { earning, customer } = invoice;
    if (earning === null || customer === null) return;
    const { event, clock } = fact;
    const isOwnEarning = compareKeys(earning, keyOf(event)) === 0;
    const changedCredits = touched.customersWithNewCredits.has(customer);
    const quarter = this.program.calendar.quarterAt(earning.at);
    yield* this.post(invoice, {
      clock,
      causeId: event.id,
      at: event.time,
      decidedAt: clock,
      causeFor: ({ record }) => ({
        event,
        isOwnEarning,
        changedCredits,
        changedWins: touched.changedWins(record.partner, quarter),
      }),
    });
  }

  private *post(invoice: InvoiceAccount, occasion: Omit<Occasion, 'holds'>): Generator<CommissionDecision> {
    if (invoice.customer === null) return;
    const customer = this.accounts.customer(invoice.customer);
    if (customer.credits.length === 0 && invoice.posted === null) return;
    const holds = this.holdsOf(invoice);
    yield* postDifferences(invoice, customer, this.accounts, this.program, this.periods, { holds, ...occasion });
  }

  /** A dispute or a voided activation freezes what is posted; where nothing is, the first line will carry its holds. */
  private *holdChanges(invoice: InvoiceAccount, clock: Instant): Generator<CommissionDecision> {
    if (invoice.posted === null || invoice.customer === null) return;
    const holds = this.holdsOf(invoice);
    if (sameHolds(holds, invoice.holds)) return;
    yield {
      type: 'InvoiceHoldsChanged',
      invoice: invoice.invoice,
      customer: invoice.customer,
      holds,
      decidedAt: clock,
    };
  }

  private holdsOf(invoice: InvoiceAccount) {
    const customer = invoice.customer === null ? null : this.accounts.customer(invoice.customer);
    const { requiresActivation } = termsAt(this.program, invoice.earning?.at ?? (0 as Instant));
    return holdsOf(invoice, customer, requiresActivation);
  }

  private evolve(decision: CommissionDecision): void {
    const invoice = this.accounts.invoice(decision.invoice);
    if (decision.type === 'InvoiceHoldsChanged') invoice.holds = decision.holds;
    if (decision.type === 'AnomalyFound') noteAnomaly(invoice, decision);
    if (decision.type === 'CommissionPosted') recordPosted(invoice, decision);
  }
}

function noteAnomaly(invoice: InvoiceAccount, { code, detail }: AnomalyFound): void {
  invoice.anomalies ??= new Set();
  invoice.anomalies.add(`${code} ${detail}`);
}
