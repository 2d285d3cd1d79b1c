import { amountColumns, Decimal, type CsvColumn } from '../csv-table';
import type { StatementLine } from '../statement/statement';
import type { PayoutDocument } from './payout-document';

/** One row of documents as CSV: a line of one, or its sums. */
export interface PayoutDocumentRow {
  readonly document: PayoutDocument;
  /** null: the sums. */
  readonly line: StatementLine | null;
}

type Row = PayoutDocumentRow;

export const PAYOUT_DOCUMENT_COLUMNS: readonly CsvColumn<Row>[] = [
  ['program', ({ document }) => document.program],
  ['number', ({ document }) => document.number],
  ['version', ({ document }) => document.version],
  ['document', ({ document }) => document.kind],
  ['corrects', ({ document }) => document.corrects?.number ?? null],
  ['tax note', ({ document }) => document.taxNote],
  ['not self-billed because', ({ document }) => document.refusal],
  ['partner', ({ document }) => document.partner],
  ['supplier', ({ document }) => document.supplier?.legalName ?? null],
  ['supplier country', ({ document }) => document.supplier?.country ?? null],
  ['supplier VAT id', ({ document }) => document.supplier?.vatId ?? null],
  ['date', ({ document }) => document.date],
  ['payout', ({ document }) => document.payout],
  ['rail', ({ document }) => document.rail],
  ['reference', ({ document }) => document.reference],
  ['row', ({ line }) => (line === null ? 'sum' : 'line')],
  ['effective', ({ line }) => line?.date ?? null],
  ['customer', ({ line }) => line?.customer ?? null],
  ['invoice', ({ line }) => line?.invoice ?? null],
  ['line', ({ line }) => line?.line ?? null],
  ['seq', ({ line }) => line?.seq ?? null],
  ['reason', ({ line }) => line?.reason ?? null],
  ['rate', ({ line }) => rateOf(line)],
  ['currency', ({ document }) => document.currency],
  ...amountsOf('base', ({ line }) => line?.baseMinor ?? null),
  ...amountsOf('amount', ({ line }) => line?.amountMinor ?? null),
  ...sumsOf('gross', ({ grossMinor }) => grossMinor),
  ...sumsOf('fee', ({ feeMinor }) => feeMinor),
  ...sumsOf('withheld', ({ withheldMinor }) => withheldMinor),
  ...sumsOf('net', ({ netMinor }) => netMinor),
];

function rateOf(line: StatementLine | null): Decimal | null {
  const rate = line?.rate ?? null;
  return rate === null ? null : new Decimal(rate);
}

function amountsOf(name: string, amount: (row: Row) => bigint | null) {
  return amountColumns<Row>(name, amount, ({ document }) => document.currency);
}

/** In the row of the sums alone, so that a column adds up. */
function sumsOf(name: string, amount: (document: PayoutDocument) => bigint) {
  return amountsOf(name, ({ document, line }) => (line === null ? amount(document) : null));
}

/** The rows of a document: its lines, then its sums. */
export function payoutDocumentRows(document: PayoutDocument): readonly Row[] {
  return [...document.lines, null].map((line) => ({ document, line }));
}
