import { add, ZERO, type AmountMinor } from '@ledger/kernel/money';
import { sum, text } from '../table/column';
import type { SummedTable } from '../table/table';

/** Totals of an account of the journal, both sides ≥ 0. */
export interface TrialBalanceRow {
  readonly account: string;
  readonly currency: string;
  readonly debitMinor: AmountMinor;
  readonly creditMinor: AmountMinor;
}

export const trialBalance: SummedTable<TrialBalanceRow> = {
  kind: 'summed',
  name: 'trial_balance',
  columns: {
    account: text('account'),
    currency: text('currency'),
    debitMinor: sum('debit_minor'),
    creditMinor: sum('credit_minor'),
  },
  key: ['account', 'currency'],
  adds: { debitMinor: add, creditMinor: add },
  fold: {
    posting: (rows, { debited, credited, currency, amountMinor }) => {
      rows.add({ account: debited, currency, debitMinor: amountMinor, creditMinor: ZERO });
      rows.add({ account: credited, currency, debitMinor: ZERO, creditMinor: amountMinor });
    },
  },
};
