import type { InvoiceHoldsChanged } from '@ledger/stages/commission/commission.decisions';
import { text, texts } from '../definition/column';
import type { LatestTable } from '../definition/table';
import type { LatestRows } from '../definition/written-rows';

/** What keeps a partner's lines of an invoice in hold, beside clearing and what holds the partner. */
export type InvoiceHoldsRow = Omit<InvoiceHoldsChanged, 'type' | 'decidedAt'>;

export const invoiceHolds: LatestTable<InvoiceHoldsRow, 'invoice' | 'partner'> = {
  kind: 'latest',
  name: 'invoice_holds',
  columns: { invoice: text('invoice'), partner: text('partner'), customer: text('customer'), holds: texts('holds') },
  key: ['invoice', 'partner'],
  fold: { decisions: { CommissionPosted: setHolds, InvoiceHoldsChanged: setHolds } },
};

/** Only what is held is kept. */
function setHolds(
  rows: LatestRows<InvoiceHoldsRow, 'invoice' | 'partner'>,
  { invoice, customer, partner, holds }: InvoiceHoldsRow,
): void {
  if (holds.length > 0) rows.put({ invoice, customer, partner, holds });
  else rows.remove({ invoice, partner });
}
