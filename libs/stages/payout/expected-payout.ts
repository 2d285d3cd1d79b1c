import { instant, plusDays, type Instant } from '@ledger/kernel/instant';
import { add, subtract, type AmountMinor } from '@ledger/kernel/money';
import type { Rail, Terms } from '@ledger/program/terms';
import { feeOf, needsApproval, payoutObstacles, railOf, withheldOf, type PayoutQuestion } from './payout-gate';
import type { ApprovalWait } from './payout.decisions';
import { nextRunAfter, runsOn } from './payout-schedule';
import { scheduleOf } from './payout-schedule-of';

/** Money in hold that nothing but time keeps there, and when it becomes payable. */
export interface ClearingMoney {
  readonly clearsAt: Instant;
  readonly amountMinor: AmountMinor;
}

/** A payout that comes about by itself if nothing else happens. */
export interface ExpectedPayout {
  readonly runAt: Instant;
  readonly rail: Rail;
  readonly grossMinor: AmountMinor;
  readonly feeMinor: AmountMinor;
  readonly withheldMinor: AmountMinor;
  readonly netMinor: AmountMinor;
  /** The run only proposes it: a person has to approve. */
  readonly needsApproval: boolean;
}

/** An account as it stands, and what may change by time alone. */
export interface AccountAhead extends Omit<PayoutQuestion, 'terms'> {
  readonly approval: ApprovalWait | null;
  /** The terms in force for the partner at a moment. */
  readonly termsAt: (at: Instant) => Terms;
  /** From when on versions of the terms hold that do not hold yet. */
  readonly laterVersionsFrom: readonly Instant[];
  readonly clearing: readonly ClearingMoney[];
}

/** No schedule is rarer than a quarter; leap days and time zones included. */
const LONGEST_WAIT_DAYS = 93;

/**
 * The first payout that the timers bring about after the account's moment if no fact comes; null: time
 * alone brings none. Only runs after something changed by itself are looked at, so the cost goes by the lines in clearing.
 */
export function expectedPayout(account: AccountAhead): ExpectedPayout | null {
  const seen = new Set<Instant>();
  for (const change of changesAhead(account)) {
    const run = runAfter(account, change);
    if (run === null || seen.has(run.now)) continue;
    seen.add(run.now);
    const expected = payoutAt(run);
    if (expected !== null && !isToldAlready(account, expected)) return expected;
  }
  return null;
}

/** The very lines that are proposed, or that a person declined, are not proposed again; once others have cleared, they are. */
function isToldAlready({ approval, clearing }: AccountAhead, { needsApproval, runAt }: ExpectedPayout): boolean {
  return approval !== null && needsApproval && !clearing.some(({ clearsAt }) => clearsAt <= runAt);
}

/** Moments at which something about the account changes by time alone, from its own on, in their order. */
function changesAhead({ now, clearing, profile, laterVersionsFrom, termsAt }: AccountAhead): Instant[] {
  const wait = termsAt(now).payout.newMethodWaitDays;
  const moments = [now, ...clearing.map(({ clearsAt }) => clearsAt), ...laterVersionsFrom];
  if (profile.methodChangedAt !== null) moments.push(plusDays(profile.methodChangedAt, wait));
  return moments.filter((at) => at >= now).sort((a, b) => a - b);
}

/** The account at its first run at or after a moment, and after its own; null: it has none. */
function runAfter(account: AccountAhead, change: Instant): PayoutQuestion | null {
  // A run at the account's own moment has taken place; at the same instant, clearing comes before the run.
  const first = change > account.now ? instant(change - 1) : change;
  let at = nextRunAfter(first, account.calendar);
  for (let day = 0; day <= LONGEST_WAIT_DAYS; day += 1) {
    const question = questionAt(account, at);
    const schedule = scheduleOf(question, railOf(question));
    if (schedule !== undefined && runsOn(schedule, account.calendar.dateAt(at))) return question;
    at = nextRunAfter(at, account.calendar);
  }
  return null;
}

function questionAt(account: AccountAhead, at: Instant): PayoutQuestion {
  let payableMinor = account.payableMinor;
  for (const { clearsAt, amountMinor } of account.clearing)
    if (clearsAt <= at) payableMinor = add(payableMinor, amountMinor);
  return { ...account, terms: account.termsAt(at), now: at, payableMinor };
}

function payoutAt(question: PayoutQuestion): ExpectedPayout | null {
  const rail = railOf(question);
  if (rail === null || payoutObstacles(question).length > 0) return null;
  const { now: runAt, payableMinor: grossMinor, terms, currency } = question;
  const feeMinor = feeOf(terms.payout, rail, currency, grossMinor);
  const withheldMinor = withheldOf(question);
  const netMinor = subtract(subtract(grossMinor, feeMinor), withheldMinor);
  return { runAt, rail, grossMinor, feeMinor, withheldMinor, netMinor, needsApproval: needsApproval(question) };
}
