import type { Month } from '@ledger/kernel/calendar';
import { integer, text } from '../definition/column';
import { textIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import type { FirstTable } from '../definition/table';

/** A customer went. */
export interface ChurnRow extends FactRow {
  readonly customer: string;
  readonly month: Month;
}

export const churns: FirstTable<ChurnRow> = {
  kind: 'first',
  name: 'churns',
  columns: { customer: text('customer'), month: integer('month'), ...FACT_COLUMNS },
  key: ['source', 'id'],
  indexes: { churns_of_customer: '(program, customer, at_ms)' },
  fold: {
    facts: {
      'customer.churned': (rows, fact, data, _, calendarOf) =>
        rows.keep({ ...fact, customer: textIn(data, 'customer'), month: calendarOf().monthAt(fact.at) }),
    },
  },
};
