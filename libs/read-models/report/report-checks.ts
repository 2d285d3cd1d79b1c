import type { ProgramView } from '../ledger-view';
import { formatMoney } from '@ledger/documents/money-text';

/** How many events were rejected for what: `3 (2 id_reused, 1 schema_invalid)`; empty: none. */
export async function rejectedCounts(program: ProgramView): Promise<string> {
  const counts = new Map<string, number>();
  let total = 0;
  for await (const { code } of program.rejected()) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
    total += 1;
  }
  if (total === 0) return '';
  const byCode = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, count]) => `${count} ${code}`);
  return `${total} (${byCode.join(', ')})`;
}

/** A line per currency: both sides of all accounts, and whether they are equal. */
export async function trialBalanceLines(program: ProgramView): Promise<readonly string[]> {
  const sums = new Map<string, { debit: bigint; credit: bigint }>();
  for await (const { currency, debit, credit } of program.trialBalance()) {
    const before = sums.get(currency) ?? { debit: 0n, credit: 0n };
    sums.set(currency, { debit: before.debit + debit, credit: before.credit + credit });
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, { debit, credit }]) => {
      const sides = `debit ${formatMoney(debit, currency)}, credit ${formatMoney(credit, currency)}`;
      return `trial balance ${currency}: ${sides} (${debit === credit ? 'balanced' : 'NOT BALANCED'})`;
    });
}
