import { DAY_MS, type Instant } from '@ledger/kernel/instant';
import { proportion, subtract, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { Terms } from '@ledger/program/terms';
import { firstChurnSince, type CustomerAccount } from './customer-account';
import type { ClawbackFigures } from './line-figures';

/**
 * What is left of a commission after the customer's churn (programs.md, section 3, Clawback): within the window, counted
 * in whole days from the first earning event, a tier returns all of it or the days that are missing.
 */
export function clawBackOnChurn(
  standsMinor: AmountMinor,
  earnedAt: Instant,
  tier: string | null,
  customer: CustomerAccount,
  terms: Terms,
): AmountMinor {
  const clawback = clawbackOf(earnedAt, tier, customer, terms);
  if (clawback === null) return standsMinor;
  const { returns, windowDays, days } = clawback;
  if (returns === 'all') return ZERO;
  return subtract(standsMinor, proportion(standsMinor, BigInt(windowDays - days), BigInt(windowDays)));
}

/** The clawback that applies to what was earned at a time; null: none does. */
export function clawbackOf(
  earnedAt: Instant,
  tier: string | null,
  customer: CustomerAccount,
  terms: Terms,
): Omit<ClawbackFigures, 'leftMinor'> | null {
  const clawback = terms.clawbacks.find((entry) => entry.tier === null || entry.tier === tier);
  const first = customer.firstEarning;
  const churn = firstChurnSince(customer, earnedAt);
  if (clawback === undefined || first === null || churn === undefined) return null;
  // A credit may be older than the first earning event, and so may its churn.
  const days = Math.max(0, Math.floor((churn.at - first.at) / DAY_MS));
  const { windowDays, returns } = clawback;
  return days > windowDays ? null : { days, windowDays, returns, churnedAt: churn.at };
}
