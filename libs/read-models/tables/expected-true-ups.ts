import type { CommissionPosted, TrueUpExpected } from '@ledger/stages/commission/commission.decisions';
import { amount, text, texts, time } from '../definition/column';
import type { LatestTable } from '../definition/table';
import type { LatestRows } from '../definition/written-rows';

/** What the end of a quarter will post for a partner on an invoice if nothing else happens. */
export type ExpectedTrueUpRow = Omit<TrueUpExpected, 'type'>;

type Rows = LatestRows<ExpectedTrueUpRow, 'partner' | 'invoice'>;

export const expectedTrueUps: LatestTable<ExpectedTrueUpRow, 'partner' | 'invoice'> = {
  kind: 'latest',
  name: 'expected_true_ups',
  columns: {
    partner: text('partner'),
    currency: text('currency'),
    invoice: text('invoice'),
    amountMinor: amount('amount_minor'),
    dueAt: time('due_at_ms'),
    clearsAt: time('clears_at_ms'),
    holds: texts('holds'),
  },
  key: ['partner', 'invoice'],
  fold: { decisions: { TrueUpExpected: expect, CommissionPosted: endWhenPosted } },
};

/** Only what is to be expected is kept. */
function expect(rows: Rows, expected: TrueUpExpected): void {
  if (expected.amountMinor === 0n) rows.remove(expected);
  else rows.put(expected);
}

/** The quarter is over: what was to be expected is posted. */
function endWhenPosted(rows: Rows, { reason, partner, invoice }: CommissionPosted): void {
  if (reason === 'true_up') rows.remove({ partner, invoice });
}
