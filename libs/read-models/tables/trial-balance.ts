import { add, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { sum, text } from '../definition/column';
import { type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { SummedTable } from '../definition/table';

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

/** The accounts of a program's journal by name and currency. */
export function accountTotals({ schema, about: { program } }: ProgramSnapshot): ListQuery<StoredRow, TrialBalanceRow> {
  return {
    select: `SELECT ${listed(trialBalance.columns)} FROM ${schema}.trial_balance`,
    where: new Where(program),
    order: ['account', 'currency'],
    toRow: readerOf(trialBalance.columns),
    keyOf: ({ account, currency }) => [account, currency],
  };
}

export const trialBalanceView: OpsView = {
  about: 'Totals of each account of the journal; the debits of a currency equal its credits.',
  select: (schema) => `SELECT program, account, currency, debit_minor, credit_minor FROM ${schema}.trial_balance`,
};
