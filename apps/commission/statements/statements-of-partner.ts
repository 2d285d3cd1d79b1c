import { compareCodePoints } from '@ledger/kernel/code-point-order';
import { statementEntries } from '@ledger/read-models/as-of/statement-entries';
import type { StatementEntry } from '@ledger/read-models/ledger-view';
import { monthsOfPartner } from '@ledger/read-models/tables/statement-months';
import { pageOf, type Page, type PageRequest } from '@ledger/read-models/postgres/queries/page';
import type { Key } from '@ledger/read-models/postgres/queries/where';
import type { ReadPartner } from '@ledger/service-kit/reads/program-reader';

/** The statements of a partner through the month of the program's clock, by currency and month, quiet months included. */
export async function* statementsOfPartner(
  { snapshot, terms, partner, clock }: ReadPartner,
  currency: string | undefined,
): AsyncIterable<StatementEntry> {
  const months = await monthsOfPartner(snapshot, partner.partner, currency);
  yield* statementEntries(inOrder(months), terms.calendar.monthAt(clock));
}

/** A page of them. Opening and closing are chained from the first month on, so all months before are computed too. */
export async function statementsPage(
  read: ReadPartner,
  currency: string | undefined,
  { limit, after }: PageRequest,
): Promise<Page<StatementEntry>> {
  const rows: StatementEntry[] = [];
  for await (const entry of statementsOfPartner(read, currency)) {
    if (isAfter(entry, after) && rows.push(entry) > limit) break;
  }
  return pageOf(rows, limit, (entry) => [entry.currency, entry.month]);
}

function isAfter({ currency, month }: StatementEntry, after: Key | null): boolean {
  if (after === null) return true;
  const [afterCurrency, afterMonth] = after.map(String);
  return (compareCodePoints(currency, afterCurrency ?? '') || compareCodePoints(month, afterMonth ?? '')) > 0;
}

async function* inOrder<T>(rows: readonly T[]): AsyncIterable<T> {
  yield* rows;
}
