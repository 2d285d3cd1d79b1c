import type { TrueUpExpected } from '@ledger/stages/commission/commission.decisions';
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
  indexes: { expected_true_ups_due: '(program, due_at_ms)' },
  fold: { decisions: { TrueUpExpected: expect } },
};

/**
 * Only what is to be expected is kept. That it was posted ends it, which is when the program's clock comes to the end of
 * the quarter (postgres/batch/end-expected-true-ups.ts): the posted lines stand in other streams, and within a batch of
 * the log those may come before what was expected earlier.
 */
function expect(rows: Rows, expected: TrueUpExpected): void {
  if (expected.amountMinor === 0n) rows.remove(expected);
  else rows.put(expected);
}
