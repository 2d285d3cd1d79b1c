import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { TermsOfFacts } from '@ledger/program/terms-of-facts';
import { compareKeys, keyOf } from '../facts/fact-key';
import type { Decisions, Fact, Stage } from '../stage';
import { AccountingPeriods } from './accounting-periods';
import { changedAnomalies, noteAnomaly } from './anomalies-of-invoice';
import { CommissionAccounts } from './commission-accounts';
import type { CommissionDecision, CommissionPosted, NothingPosted, TrueUpExpected } from './commission.decisions';
import { lastInstantBefore } from './defer-refund-to-true-up';
import { changedExpectations, expectedOf, type ByPartner } from './expect-true-up';
import { changedHolds } from './holds-of-invoice';
import {
  noteExpected,
  notePosted,
  noteUnpaid,
  setHolds,
  type InvoiceAccount,
  type RevenueEvent,
} from './invoice-account';
import { nothingPosted } from './nothing-posted';
import { postDifferences, type Occasion } from './post-differences';
import { noteCommissionFact } from './note-commission-fact';
import { sharesOf, type Share } from './shares-of-invoice';
import type { TouchedInvoices } from './touched-invoices';

/** The timer that posts true-ups, as the replay names it. */
const QUARTER_END = 'quarter-end';

/** Commission lines: what the facts demand for every (invoice line, partner), posted as differences; nothing posted changes. */
export class CommissionStage implements Stage<CommissionDecision> {
  readonly name = 'commission';
  private readonly program: TermsOfFacts;
  private readonly accounts: CommissionAccounts;
  private readonly periods: AccountingPeriods;
  /** What was taken up may have been recorded by a release that told nothing of true-ups to come. */
  private mayBeUntold = false;

  constructor(program: ProgramTerms) {
    this.program = new TermsOfFacts(program);
    this.accounts = new CommissionAccounts(this.program);
    this.periods = new AccountingPeriods(this.program);
  }

  decide(fact: Fact, earlier: Decisions): readonly CommissionDecision[] {
    const untold = this.takeUntold();
    const decisions: CommissionDecision[] = [];
    for (const decision of this.decisionsOn(fact, earlier)) {
      this.evolve(decision);
      decisions.push(decision);
    }
    for (const late of untold) if (this.isExpected(late)) decisions.push(late);
    return decisions;
  }

  resume(fact: Fact, earlier: Decisions, recorded: readonly CommissionDecision[]): void {
    this.mayBeUntold = true;
    this.accounts.takeTrueUpsDue(fact.clock);
    noteCommissionFact(fact, earlier, this.accounts, this.periods, this.program);
    for (const decision of recorded) this.evolve(decision);
  }

  /** What the ends of quarters up to a moment will post, in order; the stage stays as it is. */
  trueUpsUntil(at: Instant): readonly CommissionPosted[] {
    const decisions = this.accounts
      .trueUpsDue(at)
      .flatMap(({ quarterEnd, invoices }) => [...invoices].flatMap((invoice) => [...this.trueUp(invoice, quarterEnd)]));
    return decisions.filter((decision): decision is CommissionPosted => decision.type === 'CommissionPosted');
  }

  /** Quarter ends that the clock passes come before the fact itself (contract.md, section 2). */
  private *decisionsOn(fact: Fact, earlier: Decisions): Generator<CommissionDecision> {
    const expecting = new Set<InvoiceAccount>();
    for (const { quarterEnd, invoices } of this.accounts.takeTrueUpsDue(fact.clock)) {
      for (const invoice of invoices) {
        yield* this.trueUp(invoice, quarterEnd);
        expecting.add(invoice);
      }
    }
    const touched = noteCommissionFact(fact, earlier, this.accounts, this.periods, this.program);
    const unpaid: NothingPosted[] = [];
    for (const invoice of touched.invoices) {
      if (invoice.revenue === null) continue;
      expecting.add(invoice);
      yield* changedAnomalies(invoice, this.program.versions[0]?.earnOn ?? 'collected');
      const shares = yield* this.post(
        invoice.revenue,
        occasionOf(fact, invoice.revenue, touched, this.program),
        fact.clock,
      );
      for (const nothing of nothingPosted(invoice.revenue, shares, invoice.customer ?? '')) unpaid.push(nothing);
    }
    // After all others: a decision is found by its number among those on a fact, and a release before this one had none.
    yield* unpaid;
    for (const invoice of expecting) yield* changedExpectations(invoice, this.trueUpExpected(invoice));
  }

  /** What the end of the quarter will post on an invoice if nothing else happens; the stage stays as it is. */
  private trueUpExpected(invoice: InvoiceAccount): ByPartner | null {
    const dueAt = this.accounts.trueUpDueAt(invoice);
    return dueAt === null ? null : expectedOf(this.trueUp(invoice, dueAt), dueAt);
  }

  /** True-ups to come that nobody told of, right after what was recorded was taken up; they count as told. */
  private takeUntold(): readonly TrueUpExpected[] {
    if (!this.mayBeUntold) return [];
    this.mayBeUntold = false;
    const untold: TrueUpExpected[] = [];
    for (const invoice of this.accounts.waitingForTrueUp()) {
      for (const expected of changedExpectations(invoice, this.trueUpExpected(invoice))) {
        if (expected.amountMinor === 0n) continue;
        noteExpected(invoice, expected);
        untold.push(expected);
      }
    }
    return untold;
  }

  private isExpected(told: TrueUpExpected): boolean {
    return this.accounts.invoice(told.invoice).expected?.get(told.partner) === told;
  }

  private *trueUp({ revenue }: InvoiceAccount, quarterEnd: Instant): Generator<CommissionDecision> {
    if (revenue === null) return;
    const cause = { event: null, isOwnEarning: false, changedCredits: false, changedWins: false };
    const at = lastInstantBefore(quarterEnd);
    yield* this.post(revenue, { causeId: QUARTER_END, at, decidedAt: quarterEnd, causeFor: () => cause }, quarterEnd);
  }

  private *post(
    revenue: RevenueEvent,
    occasion: Occasion,
    clock: Instant,
  ): Generator<CommissionDecision, readonly Share[]> {
    const customer = this.accounts.customer(revenue.account.customer ?? '');
    const shares = sharesOf(revenue, customer, this.accounts, this.program, clock);
    yield* changedHolds(revenue.account, shares, occasion.decidedAt);
    yield* postDifferences(revenue, shares, customer, this.periods, occasion);
    return shares;
  }

  private evolve(decision: CommissionDecision): void {
    const invoice = this.accounts.invoice(decision.invoice);
    switch (decision.type) {
      case 'CommissionPosted':
        notePosted(invoice, decision);
        return;
      case 'NothingPosted':
        noteUnpaid(invoice, decision);
        return;
      case 'TrueUpExpected':
        noteExpected(invoice, decision);
        return;
      case 'InvoiceHoldsChanged':
        setHolds(invoice, decision.partner, decision.holds);
        return;
      case 'AnomalyFound':
      case 'AnomalyResolved':
        noteAnomaly(invoice, decision);
    }
  }
}

/** How an event's differences on an invoice come about. */
function occasionOf(
  { event, clock }: Fact,
  revenue: RevenueEvent,
  touched: TouchedInvoices,
  { calendar }: ProgramTerms,
): Occasion {
  const isOwnEarning = compareKeys(revenue, keyOf(event)) === 0;
  const changedCredits = touched.customersWithNewCredits.has(revenue.account.customer ?? '');
  const quarter = calendar.quarterAt(revenue.at);
  const causeFor = (partner: string) => ({
    event,
    isOwnEarning,
    changedCredits,
    changedWins: touched.changedWins(partner, quarter),
  });
  return { causeId: event.id, at: event.time, decidedAt: clock, causeFor };
}
