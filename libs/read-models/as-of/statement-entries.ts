import { formatMonth, type Month } from '@ledger/kernel/calendar';
import type { StatementEntry } from '../ledger-view';
import { NO_SUMS, type MonthSums, type StatementMonthRow } from '../tables/statement-months';

/**
 * The statements of every partner and currency from the first month with a posting through `last`, a quiet month
 * included: `closing = opening + accrued + adjusted + reversed − paid` (programs.md, Double entry and periods).
 * `months` are sorted by partner, currency, month.
 */
export async function* statementEntries(
  months: AsyncIterable<StatementMonthRow>,
  last: Month,
): AsyncIterable<StatementEntry> {
  let before: StatementMonthRow | null = null;
  let closing = 0n;
  for await (const row of months) {
    const sameAccount = before !== null && before.partner === row.partner && before.currency === row.currency;
    if (before !== null) yield* quietMonths(before, closing, sameAccount ? ((row.month - 1) as Month) : last);
    const entry = statementEntry(row, row.month, sameAccount ? closing : 0n, row);
    yield entry;
    closing = entry.closing;
    before = row;
  }
  if (before !== null) yield* quietMonths(before, closing, last);
}

/** The months after `row`'s through `last`: what closed the one before is carried on. */
function* quietMonths(row: StatementMonthRow, closing: bigint, last: Month): Iterable<StatementEntry> {
  for (let month = row.month + 1; month <= last; month++) {
    yield statementEntry(row, month as Month, closing, NO_SUMS);
  }
}

/** The statement of a month that is known to open with an amount. */
export function statementEntry(
  { partner, currency }: StatementMonthRow,
  month: Month,
  opening: bigint,
  sums: MonthSums,
): StatementEntry {
  const { accruedMinor: accrued, adjustedMinor: adjusted, reversedMinor: reversed } = sums;
  const { paidMinor: paid, feesMinor: fees, withheldMinor: withheld } = sums;
  const closing = opening + accrued + adjusted + reversed - paid;
  const moved = { opening, accrued, adjusted, reversed, paid, closing };
  return { partner, currency, month: formatMonth(month), ...moved, fees, withheld, net: paid - fees - withheld };
}
