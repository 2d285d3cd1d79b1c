import type { CommissionDecision, CommissionPosted } from '../commission/commission.decisions';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { PartnerHold, StatusDecision } from '../partner-status/status.decisions';
import type { Decisions, Fact, Stage } from '../stage';
import { heldBack, released } from './group-by-account';
import { OpenLines } from './open-lines';
import { PayoutPartners } from './payout-partners';
import type { OpenLine } from './payout-account';
import { profileDecision } from './payout-profile';
import type { PayoutDecision } from './payout.decisions';
import { nextRunAfter } from './payout-schedule';
import { payoutsOfRun } from './run-payouts';

/** From hold to paid: clearing, holds, runs and payouts (programs.md, section 0, From hold to paid). */
export class PayoutStage implements Stage<PayoutDecision> {
  readonly name = 'payout';
  private readonly lines = new OpenLines();
  private readonly partners: PayoutPartners;
  private clock: Instant | null = null;

  constructor(private readonly program: ProgramTerms) {
    this.partners = new PayoutPartners(program);
  }

  decide(fact: Fact, earlier: Decisions): readonly PayoutDecision[] {
    const decisions: PayoutDecision[] = [];
    for (const decision of this.decisionsOn(fact, earlier)) {
      this.lines.evolve(decision);
      decisions.push(decision);
    }
    this.clock = fact.clock;
    return decisions;
  }

  resume(fact: Fact, earlier: Decisions, recorded: readonly PayoutDecision[]): void {
    const before = this.clock ?? fact.clock;
    for (const decision of earlier.commission) this.recordCommission(decision, before);
    this.lines.takeCleared(fact.clock);
    this.partners.recordFact(fact.event);
    this.recordStandings(earlier);
    for (const decision of recorded) this.lines.evolve(decision);
    this.clock = fact.clock;
  }

  /** What the clock makes due, in order of time, then the fact itself (contract.md, section 2). */
  private *decisionsOn(fact: Fact, earlier: Decisions): Generator<PayoutDecision> {
    const timers = earlier.commission.filter(isOfTimer);
    const onFact: readonly CommissionDecision[] = earlier.commission.filter((decision) => !isOfTimer(decision));
    yield* this.dueUntil(fact.clock, timers);
    const profile = this.partners.recordFact(fact.event);
    if (profile !== null) yield profileDecision(profile);
    const heldBefore = this.recordStandings(earlier);
    yield* this.freezeAndThaw(onFact, fact.clock);
    yield* this.post(onFact.filter(isPosted), fact.clock);
    yield* this.releaseUnheld(heldBefore, fact.clock);
  }

  /** At the same instant: clearing, then the ends of quarters, then runs. */
  private *dueUntil(clock: Instant, timers: readonly CommissionPosted[]): Generator<PayoutDecision> {
    if (this.clock === null) return;
    let next = 0;
    let run = nextRunAfter(this.clock, this.program.calendar);
    for (;;) {
      const clearing = this.lines.nextClearing();
      const quarterEnd = timers[next]?.decidedAt;
      const runDue = this.lines.withPayable.size > 0 ? run : undefined;
      const at = earliest([clearing, quarterEnd, runDue], clock);
      if (at === null) return;
      if (at > run) run = runAtOrAfter(at, this.program);
      if (clearing === at) yield* released(this.releasable(this.lines.takeCleared(at)), at);
      const due: CommissionPosted[] = [];
      for (; timers[next]?.decidedAt === at; next++) due.push(timers[next] as CommissionPosted);
      yield* this.post(due, at);
      if (run !== at) continue;
      yield* payoutsOfRun(at, this.lines.withPayable, this.partners, this.program);
      run = nextRunAfter(at, this.program.calendar);
    }
  }

  /** New lines start in hold; those that have cleared and that nothing holds are payable at once. */
  private *post(posted: readonly CommissionPosted[], at: Instant): Generator<PayoutDecision> {
    const added = posted.map((line) => {
      this.lines.setHolds(line.invoice, line.holds);
      return this.lines.add(line, at);
    });
    yield* released(this.releasable(added.filter(({ clearsAt }) => clearsAt <= at)), at);
  }

  private releasable(lines: readonly OpenLine[]): OpenLine[] {
    return lines.filter(
      ({ state, invoice, account }) =>
        state === 'hold' && !this.lines.isFrozen(invoice) && this.partners.holdsOf(account.partner).length === 0,
    );
  }

  /** Payable lines of a frozen invoice go back to hold; thawed ones that have cleared become payable. */
  private *freezeAndThaw(decisions: readonly CommissionDecision[], clock: Instant): Generator<PayoutDecision> {
    for (const decision of decisions) {
      if (decision.type !== 'InvoiceHoldsChanged') continue;
      this.lines.setHolds(decision.invoice, decision.holds);
      const lines = this.lines.linesOf(decision.invoice);
      if (decision.holds.length > 0)
        yield* heldBack(
          lines.filter(({ state }) => state === 'payable'),
          clock,
        );
      else yield* released(this.releasable(lines.filter(({ clearsAt }) => clearsAt <= clock)), clock);
    }
  }

  /** Records what the stage before says of partners; answers those whose standing changed, with their holds before. */
  private recordStandings(earlier: Decisions): ReadonlyMap<string, readonly PartnerHold[]> {
    const before = new Map<string, readonly PartnerHold[]>();
    for (const decision of earlier['partner-status']) {
      if (!isStanding(decision)) continue;
      before.set(decision.partner, this.partners.holdsOf(decision.partner));
      this.partners.recordStanding(decision);
    }
    return before;
  }

  private *releaseUnheld(
    before: ReadonlyMap<string, readonly PartnerHold[]>,
    clock: Instant,
  ): Generator<PayoutDecision> {
    for (const [partner, holds] of before) {
      if (holds.length === 0 || this.partners.holdsOf(partner).length > 0) continue;
      for (const account of this.lines.accountsOf(partner)) {
        const cleared = [...account.held].filter(({ clearsAt }) => clearsAt <= clock);
        yield* released(this.releasable(cleared), clock);
      }
    }
  }

  private recordCommission(decision: CommissionDecision, before: Instant): void {
    if (decision.type === 'AnomalyFound' || decision.type === 'AnomalyResolved') return;
    this.lines.setHolds(decision.invoice, decision.holds);
    if (decision.type === 'CommissionPosted') this.lines.add(decision, before);
  }
}

function isPosted(decision: CommissionDecision): decision is CommissionPosted {
  return decision.type === 'CommissionPosted';
}

/** Only the ends of quarters post without an event. */
function isOfTimer(decision: CommissionDecision): decision is CommissionPosted {
  return decision.type === 'CommissionPosted' && decision.reason === 'true_up';
}

function isStanding(decision: StatusDecision): decision is Extract<StatusDecision, { type: 'PartnerStandingChanged' }> {
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
