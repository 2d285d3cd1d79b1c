import type { Month } from '@ledger/kernel/calendar';
import { integer } from '../definition/column';
import type { SummedTable } from '../definition/table';

/** The month of the program's calendar that its clock shows. */
export interface ClockMonthRow {
  readonly month: Month;
}

/** One row for each program that something was accepted for: what "this month" and "this quarter" are. */
export const clockMonths: SummedTable<ClockMonthRow> = {
  kind: 'summed',
  name: 'clock_months',
  columns: { month: integer('month') },
  key: [],
  adds: {},
  fold: {
    arrival: (rows, { clock, verdict }, _kept, calendarOf) => {
      if (clock !== null && verdict.type === 'accepted') rows.add({ month: calendarOf().monthAt(clock) });
    },
  },
};
