import type { Calendar } from '@ledger/kernel/calendar';
import { plusDays, type Instant } from '@ledger/kernel/instant';
import { add, subtract, ZERO, type AmountMinor } from '@ledger/kernel/money';
import { applyRate, formatRate, rateOf, type Rate } from '@ledger/kernel/rate';
import type { PayoutFee, PayoutTerms, Rail, Terms } from '@ledger/program/terms';
import type { LineHold } from '../commission/commission.decisions';
import type { PartnerHold } from '../partner-status/status.decisions';
import type { ApprovalWait, PayingRail, PayoutFigures, PayoutProfileChanged } from './payout.decisions';
import { isValidAt } from './payout-profile';

/** Why what a partner earned is not paid. */
export const UNPAID_REASONS = [
  ...(['clearing', 'dispute', 'violation', 'certification_missing', 'suspended', 'not_approved'] as const),
  ...(['below_minimum', 'negative_balance', 'not_activated', 'tax_form_missing', 'tax_form_expired'] as const),
  ...(['payout_method_missing', 'acknowledgement_missing', 'approval_pending', 'declined'] as const),
  ...(['payout_failed', 'payout_method_new', 'in_transit', 'scheduled'] as const),
] as const;
export type UnpaidReason = (typeof UNPAID_REASONS)[number];

/** What keeps a run from paying an account. */
export type PayoutObstacle = Exclude<
  UnpaidReason,
  LineHold | 'clearing' | 'approval_pending' | 'declined' | 'in_transit' | 'scheduled'
>;

export interface PayoutSums {
  readonly grossMinor: AmountMinor;
  readonly feeMinor: AmountMinor;
  readonly withheldMinor: AmountMinor;
  readonly netMinor: AmountMinor;
}

export interface PayoutQuestion {
  readonly terms: Terms;
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly standing: {
    readonly tier: string | null;
    readonly partnerType: string;
    readonly holds: readonly PartnerHold[];
  };
  readonly profile: Omit<PayoutProfileChanged, 'type' | 'partner'>;
  readonly currency: string;
  readonly payableMinor: AmountMinor;
}

/** The rail that a payout would take; null: none is set and the terms have no default. */
export function railOf({ terms, profile }: PayoutQuestion): Rail | null {
  const { rails, defaultRail } = terms.payout;
  return profile.rail !== null && rails.includes(profile.rail) ? profile.rail : defaultRail;
}

/** What stands in the way of a payout of what is payable (programs.md, section 0, From hold to paid); empty: nothing. */
export function payoutObstacles(question: PayoutQuestion): PayoutObstacle[] {
  const { terms, profile, payableMinor, standing } = question;
  const obstacles: PayoutObstacle[] = [...standing.holds];
  const rail = railOf(question);
  if (terms.payout.requiresTaxForm) obstacles.push(...taxObstacles(question));
  if (rail === null) obstacles.push('payout_method_missing');
  if (isMethodNew(question)) obstacles.push('payout_method_new');
  if (profile.payoutFailed) obstacles.push('payout_failed');
  if (terms.payout.requiresAcknowledgement && profile.acknowledgementOpen) obstacles.push('acknowledgement_missing');
  if (payableMinor < 0n) obstacles.push('negative_balance');
  else if (payableMinor < minimumOf(question, rail) || netOf(question, rail) <= 0n) obstacles.push('below_minimum');
  return obstacles;
}

/** Whether terms ask a partner for a tax form: by holding its payouts, or by withholding of them. */
export function asksForTaxForm({ payout }: Terms): boolean {
  return payout.requiresTaxForm || payout.withholding !== null;
}

function taxObstacles({ profile, now, calendar }: PayoutQuestion): PayoutObstacle[] {
  if (profile.taxForms.some((form) => isValidAt(form, now, calendar))) return [];
  return [profile.taxForms.length === 0 ? 'tax_form_missing' : 'tax_form_expired'];
}

function minimumOf({ terms, standing, currency }: PayoutQuestion, rail: Rail | null): AmountMinor {
  const entry = terms.payout.minimums.find(
    ({ partnerType, rail: onRail }) =>
      (partnerType === null || partnerType === standing.partnerType) && (onRail === null || onRail === rail),
  );
  return entry?.amountsMinor[currency] ?? ZERO;
}

/** A hijacked account is emptied through a new payout method: it has to wait (payouts.md, From run to paid). */
function isMethodNew({ terms, profile, now }: PayoutQuestion): boolean {
  const { newMethodWaitDays } = terms.payout;
  return profile.methodChangedAt !== null && plusDays(profile.methodChangedAt, newMethodWaitDays) > now;
}

function netOf(question: PayoutQuestion, rail: Rail | null): AmountMinor {
  return rail === null ? subtract(question.payableMinor, withheldOf(question)) : payoutSums(question, rail).netMinor;
}

/** What a payout of all that is payable comes to on a rail: `net = gross − fee − withheld`. */
export function payoutSums(question: PayoutQuestion, rail: Rail): PayoutSums {
  const { terms, payableMinor: grossMinor, currency } = question;
  const feeMinor = feeOf(terms.payout, rail, currency, grossMinor);
  const withheldMinor = withheldOf(question);
  return { grossMinor, feeMinor, withheldMinor, netMinor: subtract(subtract(grossMinor, feeMinor), withheldMinor) };
}

/** `round(gross × rate) + fixed`, the fixed part by currency. */
export function feeOf(terms: PayoutTerms, rail: Rail, currency: string, grossMinor: AmountMinor): AmountMinor {
  const fee = feeOfRail(terms, rail);
  return fee === undefined ? ZERO : add(applyRate(grossMinor, fee.rate), fee.fixedMinor[currency] ?? ZERO);
}

/** By what a payout's fee and withholding are computed, as it is recorded. */
export function payoutFigures(question: PayoutQuestion, rail: Rail): PayoutFigures {
  const { terms, currency } = question;
  const fee = feeOfRail(terms.payout, rail);
  const withholding = withholdingOf(question);
  return {
    termsVersion: terms.version,
    feeRate: fee === undefined ? '0' : formatRate(fee.rate),
    feeFixedMinor: fee?.fixedMinor[currency] ?? ZERO,
    withholding: withholding === null ? null : { rate: formatRate(withholding.rate), because: withholding.because },
  };
}

/** The fee of the terms for a rail. */
export function feeOfRail(terms: PayoutTerms, rail: PayingRail): PayoutFee | undefined {
  return terms.fees.find((entry) => entry.rail === null || entry.rail === rail);
}

/** `round(gross × rate)`: the partner's own rate, else that of the terms where a tax form is missing (payouts.md, Withholding). */
function withheldOf(question: PayoutQuestion): AmountMinor {
  const withholding = withholdingOf(question);
  return withholding === null ? ZERO : applyRate(question.payableMinor, withholding.rate);
}

/** The rate that is withheld, and why; null: nothing is. */
function withholdingOf(
  question: PayoutQuestion,
): { readonly rate: Rate; readonly because: 'own_rate' | 'tax_form_missing' } | null {
  const { terms, profile } = question;
  if (profile.withholdingRate !== null) return { rate: rateOf(profile.withholdingRate), because: 'own_rate' };
  const { withholding } = terms.payout;
  if (withholding === null || taxObstacles(question).length === 0) return null;
  return { rate: withholding.rate, because: 'tax_form_missing' };
}

/** Whether what is payable is paid only when a person approves: always, or above an amount (a currency not named: always). */
export function needsApproval({ terms, currency, payableMinor }: PayoutQuestion): boolean {
  const { approval } = terms.payout;
  if (approval === null) return false;
  const above = approval.aboveMinor[currency];
  return above === undefined || payableMinor > above;
}

export interface UnpaidQuestion extends PayoutQuestion {
  readonly approval: ApprovalWait | null;
  /** When the proposal was made that waits for an approval; null: none does. */
  readonly proposedAt: Instant | null;
  /** Also where they add up to nothing. */
  readonly hasPayableLines: boolean;
  readonly inTransitMinor: AmountMinor;
  /** Why lines are in hold, beside what holds their partner; `null` for a line that only its partner's hold keeps back. */
  readonly heldLineReasons: Iterable<'clearing' | 'dispute' | 'not_activated'>;
  readonly hasHeldLines: boolean;
}

/** Why what a partner has in hold, payable or in transit is not paid (contract.md, section 2, `unpaid`); sorted. */
export function unpaidReasons(question: UnpaidQuestion): UnpaidReason[] {
  const reasons = new Set<UnpaidReason>(question.heldLineReasons);
  if (question.hasHeldLines) for (const hold of question.standing.holds) reasons.add(hold);
  if (question.hasPayableLines) for (const reason of payableReasons(question)) reasons.add(reason);
  if (question.inTransitMinor !== ZERO) reasons.add('in_transit');
  return [...reasons].sort();
}

function payableReasons(question: UnpaidQuestion): UnpaidReason[] {
  const reasons: UnpaidReason[] = payoutObstacles(question);
  if (question.approval === 'pending') reasons.push('approval_pending');
  if (question.approval === 'declined' && needsApproval(question)) reasons.push('declined');
  return reasons.length === 0 ? ['scheduled'] : reasons;
}
