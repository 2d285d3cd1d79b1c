import type { Month } from '@ledger/kernel/calendar';
import { amountMinor, type AmountMinor } from '@ledger/kernel/money';
import type { StatementMonthRow } from '../../tables/statement-months';
import { toMonthRow, type StoredMonth } from '../stored-rows';
import type { ListQuery } from './list-query';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** The sums of a month of an account, and what it opened with. */
export interface OpenedMonth extends StatementMonthRow {
  readonly openingMinor: AmountMinor;
}

interface StoredOpenedMonth extends StoredMonth {
  opening_minor: string;
}

const SUMS = ['accrued', 'adjusted', 'reversed', 'paid', 'fees', 'withheld'] as const;

/** One month of all partners of a program that had a posting in it or before; key: partner, currency. */
export function statementsOfMonth(
  { schema, program }: ProgramSnapshot,
  month: Month,
  currency: string | undefined,
): ListQuery<StoredOpenedMonth, OpenedMonth> {
  const inMonth = SUMS.map(
    (name) => `coalesce(sum(${name}_minor) FILTER (WHERE month = ${month}), 0) AS ${name}_minor`,
  );
  return {
    select: `
      SELECT s.* FROM (
        SELECT program, partner, currency, ${month} AS month, ${inMonth.join(', ')},
               coalesce(sum(accrued_minor + adjusted_minor + reversed_minor - paid_minor)
                          FILTER (WHERE month < ${month}), 0) AS opening_minor
          FROM ${schema}.statement_months WHERE program = $1 AND month <= ${month}
         GROUP BY program, partner, currency
      ) s`,
    where: new Where(program.program, 's.program').compare('s.currency', '=', currency),
    order: ['s.partner', 's.currency'],
    toRow: (stored) => ({ ...toMonthRow(stored), openingMinor: amountMinor(BigInt(stored.opening_minor)) }),
    keyOf: ({ partner, currency: key }) => [partner, key],
  };
}
