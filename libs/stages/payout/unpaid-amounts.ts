import type { CalendarDate } from '@ledger/kernel/calendar';
import { plusDays, type Instant } from '@ledger/kernel/instant';
import { add, amountMinor, subtract, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { LineHold } from '../commission/commission.decisions';
import type { ExpectedPayout } from './expected-payout';
import { payoutObstacles, UNPAID_REASONS, unpaidReasons, type UnpaidQuestion, type UnpaidReason } from './payout-gate';
import { reasonsToShow } from './reasons-to-show';

/** Money in hold, with what holds its lines beside their clearing time and their partner's holds. */
export interface HeldMoney {
  readonly clearsAt: Instant;
  readonly holds: readonly LineHold[];
  readonly amountMinor: AmountMinor;
}

/** What ends a reason: time alone, or who. */
export const ENDED_BY = ['time', 'earnings', 'partner', 'customer', 'bank', 'program', 'finance', 'rail'] as const;
export type EndedBy = (typeof ENDED_BY)[number];

/** Money that will not be paid, because the end of the quarter takes it back: no reason of the contract's `unpaid`. */
export const TRUE_UP_EXPECTED = 'true_up_expected';

/** The reasons of a balance: those of the contract, and what is known ahead. */
export const WAITING_REASONS = [...UNPAID_REASONS, TRUE_UP_EXPECTED] as const;
export type WaitingReason = (typeof WAITING_REASONS)[number];

/** One reason why money of an account is not paid. Several may keep the same money back, so amounts do not add up. */
export interface UnpaidAmount {
  readonly reason: WaitingReason;
  readonly amountMinor: AmountMinor;
  readonly endedBy: EndedBy;
  /** When time alone ends it for all of the amount; null: time does not, or nobody knows when. */
  readonly endsAt: Instant | null;
  /** When it first ends for a part of the amount. */
  readonly endsFirstAt: Instant | null;
  /** What has to become payable beside what is, before a payout is made; null: that is not what is missing. */
  readonly missingMinor: AmountMinor | null;
  /** Since when an approval is pending; null: that is not the reason. */
  readonly since: Instant | null;
  /** The last day of the tax form that was valid longest; null: that is not the reason. */
  readonly expiredOn: CalendarDate | null;
}

/** Who or what ends each reason. */
export const WHAT_ENDS: Readonly<Record<WaitingReason, EndedBy>> = {
  ...({ clearing: 'time', payout_method_new: 'time', scheduled: 'time', true_up_expected: 'time' } as const),
  ...({ below_minimum: 'earnings', negative_balance: 'earnings' } as const),
  ...({ dispute: 'bank', not_activated: 'customer', in_transit: 'rail' } as const),
  ...({ violation: 'program', suspended: 'program', not_approved: 'program' } as const),
  ...({ certification_missing: 'partner', tax_form_missing: 'partner', tax_form_expired: 'partner' } as const),
  ...({ payout_method_missing: 'partner', payout_failed: 'partner', acknowledgement_missing: 'partner' } as const),
  ...({ approval_pending: 'finance', declined: 'finance' } as const),
};

/** The reasons of an account that are shown, each with its amount and with when it ends, or who ends it; sorted by reason. */
export function unpaidAmounts(
  question: UnpaidQuestion,
  held: readonly HeldMoney[],
  next: ExpectedPayout | null,
): UnpaidAmount[] {
  const holdMinor = sumOf(held);
  const shown = reasonsToShow(unpaidReasons(question), { holdMinor, payableMinor: question.payableMinor });
  return shown.map((reason) => {
    const concerned = held.filter((money) => isHeldBy(money, reason, question));
    return {
      reason,
      endedBy: WHAT_ENDS[reason],
      amountMinor: amountOf(reason, question, concerned),
      ...endsOf(reason, question, concerned, next),
      missingMinor: missingOf(reason, question),
      since: reason === 'approval_pending' ? question.proposedAt : null,
      expiredOn: reason === 'tax_form_expired' ? lastDayOfForms(question) : null,
    };
  });
}

function isHeldBy({ clearsAt, holds }: HeldMoney, reason: UnpaidReason, { now, standing }: UnpaidQuestion): boolean {
  if (reason === 'clearing') return clearsAt > now;
  if (reason === 'dispute' || reason === 'not_activated') return holds.includes(reason);
  return standing.holds.some((hold) => hold === reason);
}

function amountOf(reason: UnpaidReason, question: UnpaidQuestion, concerned: readonly HeldMoney[]): AmountMinor {
  switch (reason) {
    case 'in_transit':
      return question.inTransitMinor;
    case 'clearing':
    case 'dispute':
    case 'not_activated':
      return sumOf(concerned);
    default:
      // What holds the partner keeps back both what is in hold and what is payable; everything else the latter only.
      return add(sumOf(concerned), question.payableMinor);
  }
}

function endsOf(
  reason: UnpaidReason,
  { terms, profile }: UnpaidQuestion,
  concerned: readonly HeldMoney[],
  next: ExpectedPayout | null,
): Pick<UnpaidAmount, 'endsAt' | 'endsFirstAt'> {
  if (reason === 'clearing') {
    const moments = concerned.map(({ clearsAt }) => clearsAt).sort((a, b) => a - b);
    return { endsAt: moments.at(-1) ?? null, endsFirstAt: moments[0] ?? null };
  }
  if (reason === 'payout_method_new' && profile.methodChangedAt !== null) {
    const endsAt = plusDays(profile.methodChangedAt, terms.payout.newMethodWaitDays);
    return { endsAt, endsFirstAt: endsAt };
  }
  const endsAt = reason === 'scheduled' || reason === 'below_minimum' ? (next?.runAt ?? null) : null;
  return { endsAt, endsFirstAt: endsAt };
}

/** The least that has to be added for the sum to be more than nothing, to reach the minimum and to leave something after the fee. */
function missingOf(reason: UnpaidReason, question: UnpaidQuestion): AmountMinor | null {
  if (reason !== 'below_minimum' && reason !== 'negative_balance') return null;
  const isEnough = (payable: bigint) => {
    const obstacles = payoutObstacles({ ...question, payableMinor: amountMinor(payable) });
    return !obstacles.includes('below_minimum') && !obstacles.includes('negative_balance');
  };
  let [tooLittle, enough]: [bigint, bigint] = [question.payableMinor, 1n];
  while (!isEnough(enough)) {
    if (enough > MOST_MINOR) return null;
    [tooLittle, enough] = [enough, enough * 2n];
  }
  while (enough - tooLittle > 1n) {
    const middle = tooLittle + (enough - tooLittle) / 2n;
    if (isEnough(middle)) enough = middle;
    else tooLittle = middle;
  }
  return subtract(amountMinor(enough), question.payableMinor);
}

function lastDayOfForms({ profile }: UnpaidQuestion): CalendarDate | null {
  const days = profile.taxForms.flatMap(({ validThrough }) => (validThrough === null ? [] : [validThrough]));
  return days.reduce<CalendarDate | null>((last, day) => (last === null || day > last ? day : last), null);
}

/** Beyond this no amount is enough: the fee takes all of it. */
const MOST_MINOR = 1n << 62n;

function sumOf(held: readonly HeldMoney[]): AmountMinor {
  return held.reduce((sum, { amountMinor: each }) => add(sum, each), ZERO);
}
