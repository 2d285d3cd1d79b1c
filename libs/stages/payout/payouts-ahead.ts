import type { Instant } from '@ledger/kernel/instant';
import { add, ZERO } from '@ledger/kernel/money';
import { expectedPayout, type AccountAhead, type ExpectedPayout } from './expected-payout';
import { runsOn } from './payout-schedule';
import { scheduleOf } from './payout-schedule-of';
import { railOf, type PayoutQuestion } from './payout-gate';

/** An account after the runs up to a moment, if nothing else happens. */
export interface AccountAfterRuns {
  /** What the run at that moment makes or proposes of it; null: nothing. */
  readonly payout: ExpectedPayout | null;
  /** As it stands after that. */
  readonly account: AccountAhead;
  /** When the last payout before was made that is not there yet; null: none was. */
  readonly paidAt: Instant | null;
  /** When a run until then proposed last what waits for an approval; null: none did. */
  readonly proposedAt: Instant | null;
}

/** The account after the run at a moment and all before it, by the very steps that `expectedPayout` takes. */
export function afterRunsUntil(account: AccountAhead, until: Instant): AccountAfterRuns {
  let standing = account;
  let paidAt: Instant | null = null;
  let proposedAt: Instant | null = null;
  for (;;) {
    const payout = expectedPayout(standing);
    if (payout === null || payout.runAt > until) {
      return { payout: null, account: movedTo(standing, until), paidAt, proposedAt };
    }
    standing = afterPayout(standing, payout);
    proposedAt = payout.needsApproval ? payout.runAt : null;
    if (payout.runAt === until) return { payout, account: standing, paidAt, proposedAt };
    if (!payout.needsApproval) paidAt = payout.runAt;
  }
}

/** How often the account has runs at a moment, and whether it has one then; null: never. */
export function cadenceAt(account: AccountAhead, at: Instant) {
  const question: PayoutQuestion = { ...account, terms: account.termsAt(at), now: at };
  const schedule = scheduleOf(question, railOf(question));
  if (schedule === undefined) return null;
  return { every: schedule.every, isDue: runsOn(schedule, account.calendar.dateAt(at)) };
}

/** What was paid is gone; what was only proposed is payable still, and no run proposes the same again. */
function afterPayout(account: AccountAhead, { runAt, grossMinor, needsApproval }: ExpectedPayout): AccountAhead {
  const left = movedTo(account, runAt);
  const proposed = { payableMinor: grossMinor, approval: 'pending', isProposalOvertaken: false } as const;
  return needsApproval
    ? { ...left, ...proposed }
    : { ...left, payableMinor: ZERO, approval: null, isProposalOvertaken: false };
}

/** The account at a moment before which nothing was paid: with what cleared until then. */
function movedTo(account: AccountAhead, now: Instant): AccountAhead {
  const cleared = account.clearing.filter(({ clearsAt }) => clearsAt <= now);
  const payableMinor = cleared.reduce((sum, { amountMinor }) => add(sum, amountMinor), account.payableMinor);
  const { approval, isProposalOvertaken } = account;
  return {
    ...account,
    now,
    payableMinor,
    // Those of a proposal stay declined; with others beside them they may be proposed.
    approval: approval === 'declined' && cleared.length > 0 ? null : approval,
    isProposalOvertaken: isProposalOvertaken || (approval === 'pending' && cleared.length > 0),
    clearing: account.clearing.filter(({ clearsAt }) => clearsAt > now),
    laterVersionsFrom: account.laterVersionsFrom.filter((from) => from > now),
  };
}
