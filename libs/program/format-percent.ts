import { formatRate, multiplyRates, rateOf, type Rate } from '@ledger/kernel/rate';

/** A rate as terms write it: `0.2` → `20%`. */
export function formatPercent(rate: Rate): string {
  return `${formatRate(multiplyRates(rate, rateOf('100')))}%`;
}
