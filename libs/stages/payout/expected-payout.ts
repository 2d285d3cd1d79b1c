import { instant, plusDays, type Instant } from '@ledger/kernel/instant';
import { add, type AmountMinor } from '@ledger/kernel/money';
import type { Rail, Terms } from '@ledger/program/terms';
import {
  needsApproval,
  payoutObstacles,
  payoutSums,
  railOf,
  type PayoutQuestion,
  type PayoutSums,
} from './payout-gate';
import type { ApprovalWait } from './payout.decisions';
import { nextRunAfter, runsOn } from './payout-schedule';
import { scheduleOf } from './payout-schedule-of';

/** Money in hold that nothing but time keeps there, and when it becomes payable. */
export interface ClearingMoney {
  readonly clearsAt: Instant;
  readonly amountMinor: AmountMinor;
}

/** A payout that comes about by itself if nothing else happens. */
export interface ExpectedPayout extends PayoutSums {
  readonly runAt: Instant;
  readonly rail: Rail;
  /** The run only proposes it: a person has to approve. */
  readonly needsApproval: boolean;
}

/** An account as it stands, and what may change by time alone. */
export interface AccountAhead extends Omit<PayoutQuestion, 'terms'> {
  readonly approval: ApprovalWait | null;
  /** Other lines are payable than those of the proposal that waits for an approval: the next run replaces it. */
  readonly isProposalOvertaken: boolean;
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
  const clearing = [...account.clearing].sort((a, b) => b.clearsAt - a.clearsAt);
  let { payableMinor } = account;
  for (const question of runsAhead(account)) {
    for (let next = clearing.at(-1); next !== undefined && next.clearsAt <= question.now; next = clearing.at(-1)) {
      payableMinor = add(payableMinor, next.amountMinor);
      clearing.pop();
    }
    const expected = payoutAt({ ...question, payableMinor });
    const hasCleared = clearing.length < account.clearing.length;
    if (expected !== null && !isToldAlready(account, expected, hasCleared)) return expected;
  }
  return null;
}

/** The very lines that are proposed, or that a person declined, are not proposed again; once others have cleared, they are. */
function isToldAlready(
  { approval, isProposalOvertaken }: AccountAhead,
  { needsApproval }: ExpectedPayout,
  hasCleared: boolean,
): boolean {
  return approval !== null && needsApproval && !hasCleared && !isProposalOvertaken;
}

/** The account at each of its runs that something changed before by time alone, but for what clears; in their order. */
function* runsAhead(account: AccountAhead): Generator<PayoutQuestion> {
  let last: Instant | null = null;
  for (const change of changesAhead(account)) {
    // What changes up to a run is there at that run: it is the first after it, too.
    if (last !== null && change <= last) continue;
    const run = runAfter(account, change);
    if (run === null) continue;
    last = run.now;
    yield run;
  }
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
  return { ...account, terms: account.termsAt(at), now: at };
}

function payoutAt(question: PayoutQuestion): ExpectedPayout | null {
  const rail = railOf(question);
  if (rail === null || payoutObstacles(question).length > 0) return null;
  return { runAt: question.now, rail, ...payoutSums(question, rail), needsApproval: needsApproval(question) };
}
