import type { Instant } from '@ledger/kernel/instant';
import { ledgerAsOf } from '../as-of/ledger-as-of';
import type { LedgerRows } from '../ledger-rows';
import { jsonReport } from '../report/json-report';
import { termsOf } from './entries';

/** The JSON report of some rows, whole. */
export async function reportText(rows: LedgerRows, asOf: Instant | null = null): Promise<string> {
  let text = '';
  for await (const piece of jsonReport(await ledgerAsOf(rows, { termsOf, asOf }))) text += piece;
  return text;
}

/** All that an iterable gives. */
export async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}
