import { parseMonth, type Month } from '@ledger/kernel/calendar';
import { integer, orNull, text } from '../table/column';
import { textIn, textOrNullIn } from '../table/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../table/fact-row';
import type { LoggedTable } from '../table/table';

/** An accounting month that was closed, with all before it. */
export interface ClosedMonthRow extends FactRow {
  readonly month: Month;
  readonly by: string | null;
}

export const closedMonths: LoggedTable<ClosedMonthRow> = {
  kind: 'logged',
  name: 'closed_months',
  columns: { month: integer('month'), by: orNull(text('closed_by')), ...FACT_COLUMNS },
  key: ['seq'],
  fold: {
    facts: {
      'period.closed': (rows, fact, data) => {
        const month = parseMonth(textIn(data, 'period'));
        if (month !== null) rows.append({ ...fact, month, by: textOrNullIn(data, 'by') });
      },
    },
  },
};
