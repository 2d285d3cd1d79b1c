import { statementEntries } from '@ledger/read-models/as-of/statement-entries';
import type { StatementEntry } from '@ledger/read-models/ledger-view';
import { monthsOfPartner } from '@ledger/read-models/postgres/queries/months-of-partner';
import type { ReadPartner } from '@ledger/service-kit/reads/program-reader';

/** The statements of a partner through the month of the program's clock, by currency and month, quiet months included. */
export async function* statementsOfPartner(
  { snapshot, terms, partner, clock }: ReadPartner,
  currency: string | undefined,
): AsyncIterable<StatementEntry> {
  const months = await monthsOfPartner(snapshot, partner.partner, currency);
  yield* statementEntries(inOrder(months), terms.calendar.monthAt(clock));
}

async function* inOrder<T>(rows: readonly T[]): AsyncIterable<T> {
  yield* rows;
}
