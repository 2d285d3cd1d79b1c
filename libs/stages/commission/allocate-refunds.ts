import { splitByLargestRemainder } from '@ledger/kernel/largest-remainder';
import { add, amountMinor, subtract, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { InvoiceLine, Refund } from './invoice-account';

export interface RefundAllocation {
  /** Refunded of each line, in the order of the lines, at most its amount. */
  readonly refundedMinor: readonly AmountMinor[];
  /** Whether more was refunded than there is: the excess is cut off. */
  readonly exceeds: boolean;
  /** Lines that a refund names but the invoice does not have. */
  readonly unknownLines: readonly string[];
}

/**
 * Spreads refunds over an invoice's lines (programs.md, section 0, Refunds): those that name lines first, each line at
 * most its amount; the sum of the others over what is left, in proportion, by largest remainder.
 */
export function allocateRefunds(lines: readonly InvoiceLine[], refunds: readonly Refund[]): RefundAllocation {
  const named = new Map<string, AmountMinor>();
  let unnamedMinor = ZERO;
  for (const refund of refunds) {
    if (refund.lines === null) unnamedMinor = add(unnamedMinor, refund.amountMinor);
    for (const { line, amountMinor: taken } of refund.lines ?? []) named.set(line, add(named.get(line) ?? ZERO, taken));
  }
  const known = new Set(lines.map(({ line }) => line));
  const byName = lines.map((line) => atMost(named.get(line.line) ?? ZERO, line.amountMinor));
  const left = lines.map((line, index) => subtract(line.amountMinor, byName[index] as AmountMinor));
  const leftMinor = left.reduce(add, ZERO);
  const spreadMinor = atMost(unnamedMinor, leftMinor);
  const spread = spreadMinor === 0n ? left.map(() => ZERO) : splitByLargestRemainder(spreadMinor, left);
  const cutOff = lines.some((line) => (named.get(line.line) ?? ZERO) > line.amountMinor);
  return {
    refundedMinor: byName.map((amount, index) => add(amount, spread[index] as AmountMinor)),
    exceeds: cutOff || unnamedMinor > leftMinor,
    unknownLines: [...named.keys()].filter((line) => !known.has(line)),
  };
}

function atMost(amount: AmountMinor, limit: AmountMinor): AmountMinor {
  return amountMinor(amount < limit ? amount : limit);
}
