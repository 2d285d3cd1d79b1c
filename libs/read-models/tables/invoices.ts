import { text } from '../definition/column';
import { textIn, type FactFields } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import type { FirstTable } from '../definition/table';
import type { FirstRows } from '../definition/written-rows';

/** An invoice that was issued or paid, by the first fact that told of it. */
export interface InvoiceRow extends FactRow {
  readonly invoice: string;
  readonly customer: string;
}

export const invoices: FirstTable<InvoiceRow> = {
  kind: 'first',
  name: 'invoices',
  columns: { invoice: text('invoice'), customer: text('customer'), ...FACT_COLUMNS },
  key: ['invoice'],
  fold: { facts: { 'invoice.issued': invoiceCame, 'invoice.paid': invoiceCame } },
};

function invoiceCame(rows: FirstRows<InvoiceRow>, fact: FactRow, data: FactFields): void {
  rows.keep({ ...fact, invoice: textIn(data, 'invoice'), customer: textIn(data, 'customer') });
}
