import { parseMonth, type Month } from '@ledger/kernel/calendar';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { integer, orNull, text } from '../definition/column';
import { textIn, textOrNullIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { shownMonth, shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LoggedTable } from '../definition/table';

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
  partnersSee: 'of-program',
  fold: {
    facts: {
      'period.closed': (rows, fact, data) => {
        const month = parseMonth(textIn(data, 'period'));
        if (month !== null) rows.append({ ...fact, month, by: textOrNullIn(data, 'by') });
      },
    },
  },
};

/** The closings of a program's accounting months, in the order in which they arrived; key: seq. */
export function closedMonthList({ schema, about: { program } }: ProgramSnapshot): ListQuery<StoredRow, ClosedMonthRow> {
  return {
    select: `SELECT ${listed(closedMonths.columns)} FROM ${schema}.closed_months`,
    where: new Where(program),
    order: ['seq'],
    toRow: readerOf(closedMonths.columns),
    keyOf: ({ seq }) => [seq],
  };
}

export const closedMonthsView: OpsView = {
  about: 'Accounting months that were closed, each with all before it.',
  select: (
    schema,
  ) => `SELECT c.program, ${shownMonth('c.month', 'month')}, ${shownTime('c.at_ms', 'closed_at')}, c.closed_by, c.seq, c.source, c.id
        FROM ${schema}.closed_months c`,
};
