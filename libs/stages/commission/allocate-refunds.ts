import { splitByLargestRemainder } from '@ledger/kernel/largest-remainder';
import { add, amountMinor, subtract, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { InvoiceLine, TakenBack } from './invoice-account';

export interface RefundAllocation {
  /** Taken of each line, in the order of the lines, with the line's sign and at most its amount. */
  readonly takenMinor: readonly AmountMinor[];
  /** Of it, what refunds took that name the line. */
  readonly namedMinor: readonly AmountMinor[];
  /** What was spread in all, over what was left of each line. */
  readonly spreadMinor: AmountMinor;
  readonly leftMinor: readonly AmountMinor[];
  readonly leftOfAllMinor: AmountMinor;
  /** Whether more goes back than there is: the excess is cut off. */
  readonly exceeds: boolean;
}

/**
 * Spreads what goes back to the customer over an invoice's lines (programs.md, section 0, Refunds): first what names
 * lines, positive ones only, each at most its amount; then the sum of what names none, at most what is left in all, over
 * what is left of all lines, negative ones with their sign, in proportion, by largest remainder.
 */
export function allocateRefunds(lines: readonly InvoiceLine[], refunds: readonly TakenBack[]): RefundAllocation {
  const named = new Map<string, AmountMinor>();
  let unnamedMinor = ZERO;
  for (const refund of refunds) {
    if (refund.lines === null) unnamedMinor = add(unnamedMinor, refund.amountMinor);
    for (const { line, amountMinor: taken } of refund.lines ?? []) named.set(line, add(named.get(line) ?? ZERO, taken));
  }
  const cutOff = lines.some(({ line, amountMinor: has }) => has >= 0n && (named.get(line) ?? ZERO) > has);
  const byName = lines.map(({ line, amountMinor: has }) => (has > 0n ? atMost(named.get(line) ?? ZERO, has) : ZERO));
  const left = lines.map((line, index) => subtract(line.amountMinor, byName[index] as AmountMinor));
  const leftOfAllMinor = left.reduce(add, ZERO);
  const leftInAll = atLeastNothing(leftOfAllMinor);
  const spreadMinor = atMost(unnamedMinor, leftInAll);
  const exceeds = cutOff || unnamedMinor > leftInAll;
  const figures = { namedMinor: byName, spreadMinor, leftMinor: left, leftOfAllMinor, exceeds };
  if (spreadMinor === 0n) return { takenMinor: byName, ...figures };
  const spread = splitByLargestRemainder(spreadMinor, left);
  return { takenMinor: byName.map((amount, index) => add(amount, spread[index] as AmountMinor)), ...figures };
}

function atMost(amount: AmountMinor, limit: AmountMinor): AmountMinor {
  return amountMinor(amount < limit ? amount : limit);
}

function atLeastNothing(amount: AmountMinor): AmountMinor {
  return amount < 0n ? ZERO : amount;
}
