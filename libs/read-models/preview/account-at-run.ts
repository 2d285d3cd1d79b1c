import type { Instant } from '@ledger/kernel/instant';
import { ZERO } from '@ledger/kernel/money';
import type { PayoutSchedule } from '@ledger/program/terms';
import { expectedPayout, type ExpectedPayout } from '@ledger/stages/payout/expected-payout';
import { afterRunsUntil, cadenceAt, type AccountAfterRuns } from '@ledger/stages/payout/payouts-ahead';
import type { UnpaidQuestion } from '@ledger/stages/payout/payout-gate';
import { takesEffectAt, trueUpAhead, withTrueUp, type ExpectedMoney } from '@ledger/stages/payout/true-up-ahead';
import { unpaidAmounts, type HeldMoney, type UnpaidAmount } from '@ledger/stages/payout/unpaid-amounts';
import { accountAhead, clearsByItself, type BalanceGround } from '../as-of/account-balance';

/** Money in hold, and how many lines it is. */
export interface HeldLines extends HeldMoney {
  readonly lineCount: number;
}

/** What an account's run follows from: its balance, with how many lines that is. */
export interface RunGround extends BalanceGround {
  readonly money: { readonly held: readonly HeldLines[]; readonly trueUps: readonly (ExpectedMoney & HeldLines)[] };
}

/** What a run will pay, or propose, of an account. */
export interface PayoutAtRun extends ExpectedPayout {
  /** Of what the end of a quarter will post, one for each invoice. */
  readonly lineCount: number;
}

/** An account at a run, if nothing else happens until then. */
export interface AccountAtRun {
  readonly partner: string;
  readonly currency: string;
  /** Null: the run pays nothing of it. */
  readonly payout: PayoutAtRun | null;
  /** Whether its schedule has a run then, and how often; null: no schedule is for it. */
  readonly cadence: { readonly every: PayoutSchedule['every']; readonly isDue: boolean } | null;
  /** What is not paid after that run, and why. */
  readonly waiting: readonly UnpaidAmount[];
}

/**
 * What the run at a moment after `asOf` does with an account, and what it leaves unpaid and why: judged by what answers for
 * its next payout, and for its reasons, at that moment.
 */
export function accountAtRun(ground: RunGround, asOf: Instant, run: Instant): AccountAtRun {
  const { partner, currency } = ground.account;
  const { question, ahead } = accountAhead(ground, asOf);
  const after = afterRunsUntil(ahead, run);
  const cadence = cadenceAt(ahead, run);
  const payout = after.payout === null ? null : { ...after.payout, lineCount: payableLines(ground, after.paidAt, run) };
  return { partner, currency, payout, cadence, waiting: waitingAfter(ground, { question, after, asOf, run }) };
}

interface Left {
  readonly question: UnpaidQuestion;
  readonly after: AccountAfterRuns;
  readonly asOf: Instant;
  readonly run: Instant;
}

function waitingAfter(ground: RunGround, { question, after, asOf, run }: Left): readonly UnpaidAmount[] {
  const { account: standing, payout, paidAt } = after;
  const trueUps = ground.money.trueUps.filter(({ dueAt }) => dueAt > asOf);
  const posted = trueUps.filter(({ dueAt }) => dueAt <= run);
  const held = [...ground.money.held, ...posted].filter(
    (each) => !clearsByItself(each, ground.partner) || clearedAt(each) > run,
  );
  const isPaid = payout !== null && !payout.needsApproval;
  const next = expectedPayout(standing);
  const waiting = unpaidAmounts(
    {
      ...question,
      terms: standing.termsAt(run),
      now: run,
      payableMinor: standing.payableMinor,
      approval: standing.approval,
      proposedAt: standing.approval === 'pending' ? (after.proposedAt ?? question.proposedAt) : null,
      hasPayableLines: !isPaid && payableLines(ground, paidAt, run) > 0,
      hasHeldLines: held.length > 0,
      heldLineReasons: held.flatMap(({ clearsAt, holds }) => [
        ...(clearsAt > run ? ['clearing' as const] : []),
        ...holds,
      ]),
    },
    held,
    next,
  );
  const coming = trueUps.filter((each) => each.dueAt > run && clearsByItself(each, ground.partner));
  return withTrueUp(waiting, trueUpAhead(waiting, coming, next));
}

/** How many lines are payable at a run of those that were not paid before. */
function payableLines({ account, money, partner }: RunGround, paidAt: Instant | null, run: Instant): number {
  const clears = [...money.held, ...money.trueUps].filter((each) => clearsByItself(each, partner));
  const cleared = clears.filter((each) => clearedAt(each) <= run && (paidAt === null || clearedAt(each) > paidAt));
  return cleared.reduce((sum, { lineCount }) => sum + lineCount, paidAt === null ? account.payableLines : 0);
}

function clearedAt(money: HeldLines | (ExpectedMoney & HeldLines)): Instant {
  return 'dueAt' in money ? takesEffectAt(money) : money.clearsAt;
}

/** The account of which nothing is owed: for partners that a run paid and that have nothing since. */
export function nothingOwed(partner: string, currency: string): RunGround['account'] {
  const amounts = { holdMinor: ZERO, payableMinor: ZERO, inTransitMinor: ZERO };
  const waits = { approval: null, proposedAt: null, isProposalOvertaken: false };
  return {
    partner,
    currency,
    ...amounts,
    ...waits,
    payableLines: 0,
    hasPayableLines: false,
    hasHeldLines: false,
    heldReasons: [],
  };
}
