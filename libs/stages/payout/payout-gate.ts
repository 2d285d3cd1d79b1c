import type { Calendar } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { add, subtract, ZERO, type AmountMinor } from '@ledger/kernel/money';
import { applyRate } from '@ledger/kernel/rate';
import type { PayoutTerms, Rail, Terms } from '@ledger/program/terms';
import type { PartnerHold } from '../partner-status/status.decisions';
import type { PayoutProfileChanged } from './payout.decisions';
import { isValidAt } from './payout-profile';

export type PayoutObstacle =
  | PartnerHold
  | 'tax_form_missing'
  | 'tax_form_expired'
  | 'payout_method_missing'
  | 'acknowledgement_missing'
  | 'negative_balance'
  | 'below_minimum';

export type UnpaidReason = PayoutObstacle | 'clearing' | 'dispute' | 'not_activated' | 'scheduled';

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
  if (terms.payout.requiresAcknowledgement && profile.acknowledgementOpen) obstacles.push('acknowledgement_missing');
  if (payableMinor < 0n) obstacles.push('negative_balance');
  else if (payableMinor < minimumOf(question, rail) || netOf(question, rail) <= 0n) obstacles.push('below_minimum');
  return obstacles;
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

function netOf(question: PayoutQuestion, rail: Rail | null): AmountMinor {
  const { terms, payableMinor, currency } = question;
  return rail === null ? payableMinor : subtract(payableMinor, feeOf(terms.payout, rail, currency, payableMinor));
}

/** `round(gross × rate) + fixed`, the fixed part by currency. */
export function feeOf(terms: PayoutTerms, rail: Rail, currency: string, grossMinor: AmountMinor): AmountMinor {
  const fee = terms.fees.find((entry) => entry.rail === null || entry.rail === rail);
  return fee === undefined ? ZERO : add(applyRate(grossMinor, fee.rate), fee.fixedMinor[currency] ?? ZERO);
}

export interface UnpaidQuestion extends PayoutQuestion {
  readonly hasPayableLines: boolean;
  /** Why lines are in hold, beside what holds their partner; `null` for a line that only its partner's hold keeps back. */
  readonly heldLineReasons: Iterable<'clearing' | 'dispute' | 'not_activated'>;
  readonly hasHeldLines: boolean;
}

/** Why what a partner has in hold or payable is not paid (contract.md, section 2, `unpaid`); sorted. */
export function unpaidReasons(question: UnpaidQuestion): UnpaidReason[] {
  const reasons = new Set<UnpaidReason>(question.heldLineReasons);
  if (question.hasHeldLines) for (const hold of question.standing.holds) reasons.add(hold);
  if (question.hasPayableLines) {
    const obstacles = payoutObstacles(question);
    for (const obstacle of obstacles) reasons.add(obstacle);
    if (obstacles.length === 0) reasons.add('scheduled');
  }
  return [...reasons].sort();
}
