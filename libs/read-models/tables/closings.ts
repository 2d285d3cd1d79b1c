import type { Month } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { integer, text, time } from '../definition/column';
import type { LatestTable } from '../definition/table';

/** A customer that closed: its attribution settled. */
export interface ClosingRow {
  readonly customer: string;
  readonly closedAt: Instant;
  readonly month: Month;
}

export const closings: LatestTable<ClosingRow, 'customer'> = {
  kind: 'latest',
  name: 'closings',
  columns: { customer: text('customer'), closedAt: time('closed_at_ms'), month: integer('month') },
  key: ['customer'],
  fold: {
    decisions: {
      AttributionChanged: (rows, { customer, settledAt }, calendar) => {
        if (settledAt === null) rows.remove({ customer });
        else rows.put({ customer, closedAt: settledAt, month: calendar.monthAt(settledAt) });
      },
    },
  },
};
