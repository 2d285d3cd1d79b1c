import type { Month } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { momentsInForce, type ProgramTerms } from '@ledger/program/program-terms';
import { TermsOfFacts } from '@ledger/program/terms-of-facts';
import type { CommissionDecision, CommissionPosted } from '../commission/commission.decisions';
import type { PartnerHold, PartnerStandingChanged, StatusDecision } from '../partner-status/status.decisions';
import { partnerOfEvent } from '../facts/partner-of-event';
import type { Decisions, Fact, Stage } from '../stage';
import { approvalChanges } from './approval-changes';
import { decideOnPayoutFact } from './decide-on-payout-fact';
import { PayoutBook } from './payout-book';
import type { PayoutDecision, StatementClosed } from './payout.decisions';
import { profileDecision } from './payout-profile';
import { nextRunAfter } from './payout-schedule';
import { ClosedStatements } from './closed-statements';
import { FormReminders } from './form-reminders';
import { freezeOrThaw, releaseCleared, releaseUnheld } from './release-lines';
import { runPayouts } from './run-payouts';
import { Upcoming } from './upcoming';

/** What stages before decide by the clock, without a fact; each in the order of their moments. */
export interface Timers {
  readonly standings: readonly PartnerStandingChanged[];
  readonly trueUps: readonly CommissionPosted[];
}

/** From hold to paid: clearing, holds, runs, payouts and their answers (programs.md, From hold to paid; payouts.md). */
export class PayoutStage implements Stage<PayoutDecision> {
  readonly name = 'payout';
  private readonly program: TermsOfFacts;
  private readonly book: PayoutBook;
  private readonly reminders = new FormReminders();
  private readonly statements: ClosedStatements;
  private clock: Instant | null = null;

  constructor(program: ProgramTerms) {
    this.program = new TermsOfFacts(program);
    this.book = new PayoutBook(this.program);
    this.statements = new ClosedStatements(this.program);
  }

  decide(fact: Fact, earlier: Decisions): readonly PayoutDecision[] {
    const expiring = this.reminders.takeDue(fact.clock, this.book.partners);
    const closedBefore = this.book.periods.lastClosed;
    const decisions: PayoutDecision[] = [];
    for (const decision of this.decisionsOn(fact, earlier)) {
      this.book.evolve(decision);
      decisions.push(decision);
    }
    const approvals = approvalChanges(decisions, fact.clock, this.book);
    for (const decision of approvals) this.book.evolve(decision);
    this.clock = fact.clock;
    // What is only told stands behind all others: a release before this one told none of it.
    const told = [...expiring, ...this.noteToTell(fact, earlier, decisions, closedBefore)];
    return approvals.length === 0 && told.length === 0 ? decisions : [...decisions, ...approvals, ...told];
  }

  resume(fact: Fact, earlier: Decisions, recorded: readonly PayoutDecision[]): void {
    const before = this.clock ?? fact.clock;
    this.reminders.takeDue(fact.clock, this.book.partners);
    for (const decision of earlier.commission) this.noteCommission(decision, before);
    this.book.lines.takeCleared(fact.clock);
    this.noteStandings(earlier['partner-status'].filter(isStanding));
    for (const decision of recorded) this.book.evolve(decision);
    // Afterwards: the fact may answer a payout that the clock made due on its way to it.
    this.noteFact(fact);
    this.noteToTell(fact, earlier, recorded, null);
    this.clock = fact.clock;
  }

  /** Notes what reminders and statements follow from; answers the statements that a fact closed. */
  private noteToTell(
    { event, clock }: Fact,
    earlier: Decisions,
    decisions: readonly PayoutDecision[],
    closedBefore: Month | null,
  ): StatementClosed[] {
    this.statements.note(earlier.commission);
    this.statements.note(decisions);
    if (event.type === 'partner.tax_form_recorded') {
      const { partner } = event.data;
      this.reminders.note(partner, this.book.partners.taxFormsOf(partner), clock, this.program.calendar);
    }
    const month = event.type === 'period.closed' ? this.book.periods.lastClosed : null;
    return month === null ? [] : this.statements.closedWith(month, closedBefore, event.time);
  }

  /**
   * What `ask` answers of the state in which everything due up to a moment has happened; the stage stays as it is.
   * `timers`: what the stages before decide by the clock until then.
   */
  askedAt<T>(at: Instant, timers: Timers, ask: (book: PayoutBook) => T): T {
    return this.book.rewind.during(() => {
      for (const decision of this.dueUntil(at, timers)) this.book.evolve(decision);
      return ask(this.book);
    });
  }

  /** What the clock makes due, in order of time, then the fact itself (contract.md, section 2). */
  private *decisionsOn(fact: Fact, earlier: Decisions): Generator<PayoutDecision> {
    const { clock } = fact;
    const onFact: readonly CommissionDecision[] = earlier.commission.filter((decision) => !isTrueUp(decision));
    const standings = earlier['partner-status'].filter(isStanding);
    const inForce = standings.filter((standing) => this.isByClock(standing, fact));
    yield* this.dueUntil(clock, { standings: inForce, trueUps: earlier.commission.filter(isTrueUp) });
    for (const profile of this.noteFact(fact)) yield profileDecision(profile);
    const heldBefore = this.noteStandings(standings.filter((standing) => !inForce.includes(standing)));
    for (const decision of onFact) {
      if (decision.type === 'InvoiceHoldsChanged') yield* freezeOrThaw(decision, clock, this.book);
    }
    yield* this.post(onFact.filter(isPosted), clock);
    yield* releaseUnheld(heldBefore, clock, this.book);
    yield* decideOnPayoutFact(fact, this.book) ?? [];
  }

  /** A version of the terms that came into force changed it, before the fact. */
  private isByClock({ decidedAt, partner }: PartnerStandingChanged, { clock, event }: Fact): boolean {
    if (decidedAt < clock) return true;
    const moments = momentsInForce(this.program, this.clock, clock);
    return moments.includes(clock) && partnerOfEvent(event) !== partner;
  }

  /** At the same instant: what versions of the terms change, clearing, the ends of quarters, then runs. */
  private *dueUntil(clock: Instant, { standings, trueUps }: Timers): Generator<PayoutDecision> {
    if (this.clock === null) return;
    const { lines } = this.book;
    const inForce = new Upcoming(standings);
    const quarterEnds = new Upcoming(trueUps);
    let run = nextRunAfter(this.clock, this.program.calendar);
    for (;;) {
      const clearing = lines.nextClearing();
      const runDue = lines.withPayable.size > 0 ? run : undefined;
      const at = earliest([inForce.at, clearing, quarterEnds.at, runDue], clock);
      if (at === null) return;
      if (at > run) run = runAtOrAfter(at, this.program);
      yield* releaseUnheld(this.noteStandings(inForce.dueAt(at)), at, this.book);
      if (clearing === at) yield* releaseCleared(lines.takeCleared(at), at, this.book);
      yield* this.post(quarterEnds.dueAt(at), at);
      if (run !== at) continue;
      yield* runPayouts(at, this.book);
      run = nextRunAfter(at, this.program.calendar);
    }
  }

  /** New lines start in hold; those that have cleared and that nothing holds are payable at once. */
  private *post(posted: readonly CommissionPosted[], at: Instant): Generator<PayoutDecision> {
    const added = posted.map((line) => {
      this.book.lines.setHolds(line.invoice, line.partner, line.holds);
      return this.book.lines.add(line, at);
    });
    yield* releaseCleared(added, at, this.book);
  }

  private noteFact({ event }: Fact) {
    this.program.note(event);
    return this.book.noteFact(event);
  }

  /** Records what the stage before says of partners; answers those whose standing changed, with their holds before. */
  private noteStandings(standings: readonly PartnerStandingChanged[]): ReadonlyMap<string, readonly PartnerHold[]> {
    const { partners } = this.book;
    const before = new Map<string, readonly PartnerHold[]>();
    for (const standing of standings) {
      before.set(standing.partner, partners.holdsOf(standing.partner));
      partners.noteStanding(standing);
    }
    return before;
  }

  private noteCommission(decision: CommissionDecision, before: Instant): void {
    const { lines } = this.book;
    if (decision.type === 'CommissionPosted') {
      lines.setHolds(decision.invoice, decision.partner, decision.holds);
      lines.add(decision, before);
    } else if (decision.type === 'InvoiceHoldsChanged') {
      lines.setHolds(decision.invoice, decision.partner, decision.holds);
    }
  }
}

function isPosted(decision: CommissionDecision): decision is CommissionPosted {
  return decision.type === 'CommissionPosted';
}

/** Only the ends of quarters post without an event. */
function isTrueUp(decision: CommissionDecision): decision is CommissionPosted {
  return decision.type === 'CommissionPosted' && decision.reason === 'true_up';
}

function isStanding(decision: StatusDecision): decision is PartnerStandingChanged {
  return decision.type === 'PartnerStandingChanged';
}

function earliest(moments: readonly (Instant | undefined)[], until: Instant): Instant | null {
  const due = moments.filter((at): at is Instant => at !== undefined && at <= until);
  return due.length === 0 ? null : (Math.min(...due) as Instant);
}

function runAtOrAfter(at: Instant, { calendar }: ProgramTerms): Instant {
  const sameDay = calendar.startOfDate(calendar.dateAt(at));
  return sameDay === at ? at : nextRunAfter(at, calendar);
}
