import type { AmountMinor } from '@ledger/kernel/money';
import { rateOf } from '@ledger/kernel/rate';
import type { Exact } from './value';

/** An amount times a decimal rate, before it is rounded. */
export function exactProduct(amount: AmountMinor, rate: string): Exact {
  const { digits, scale } = rateOf(rate);
  return { numerator: amount * digits, denominator: 10n ** BigInt(scale) };
}
