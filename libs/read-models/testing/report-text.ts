import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { ledgerAsOf } from '../as-of/ledger-as-of';
import type { LedgerRows } from '../ledger-rows';
import { jsonReport } from '../report/json-report';
import { termsOf } from './entries';

/** The JSON report of some rows, whole; by the presets' terms where nobody says by which. */
export async function reportText(
  rows: LedgerRows,
  asOf: Instant | null = null,
  termsNow: (program: string) => ProgramTerms = termsOf,
): Promise<string> {
  let text = '';
  for await (const piece of jsonReport(await ledgerAsOf(rows, { termsOf: termsNow, asOf }))) text += piece;
  return text;
}

/** All that an iterable gives. */
export async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}
