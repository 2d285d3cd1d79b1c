import type { LineEntry, StatementEntry } from '../ledger-view';
import { csvRows } from './csv-rows';

const LINE_COLUMNS = [
  ...([
    'partner',
    'customer',
    'invoice',
    'line',
    'seq',
    'reason',
    'base',
    'rate',
    'amount',
    'currency',
    'state',
  ] as const),
  ...(['holds', 'effectiveAt', 'postedAt', 'clearsAt', 'paidAt', 'termsVersion', 'cause'] as const),
];

const STATEMENT_COLUMNS = [
  ...(['partner', 'currency', 'month', 'opening', 'accrued', 'adjusted', 'reversed', 'paid', 'closing'] as const),
  ...(['fees', 'net'] as const),
];

/** Lines as CSV, with the contract's names; amounts in minor units. */
export function linesCsv(lines: AsyncIterable<LineEntry>): AsyncIterable<string> {
  return csvRows<LineEntry>(LINE_COLUMNS, lines);
}

/** Statements as CSV, with the contract's names; amounts in minor units. */
export function statementsCsv(statements: AsyncIterable<StatementEntry>): AsyncIterable<string> {
  return csvRows<StatementEntry>(STATEMENT_COLUMNS, statements);
}
