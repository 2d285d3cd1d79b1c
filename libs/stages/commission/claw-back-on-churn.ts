import { DAY_MS, type Instant } from '@ledger/kernel/instant';
import { proportion, subtract, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { Terms } from '@ledger/program/terms';
import { firstChurnSince, type CustomerAccount } from './customer-account';

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
  const clawback = terms.clawbacks.find((entry) => entry.tier === null || entry.tier === tier);
  const first = customer.firstEarning;
  const churn = firstChurnSince(customer, earnedAt);
  if (clawback === undefined || first === null || churn === undefined) return standsMinor;
  // A credit may be older than the first earning event, and so may its churn.
  const days = Math.max(0, Math.floor((churn.at - first.at) / DAY_MS));
  if (days > clawback.windowDays) return standsMinor;
  if (clawback.returns === 'all') return ZERO;
  const missing = BigInt(clawback.windowDays - days);
  return subtract(standsMinor, proportion(standsMinor, missing, BigInt(clawback.windowDays)));
}
