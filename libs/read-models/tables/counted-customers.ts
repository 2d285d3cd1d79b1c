import type { CustomerCounted } from '@ledger/stages/partner-status/status.decisions';
import { integer, orNull, text, time } from '../table/column';
import type { LatestTable } from '../table/table';

/** An activated customer that is sourced to a partner. */
export type CountedCustomerRow = Omit<CustomerCounted, 'type'>;

export const countedCustomers: LatestTable<CountedCustomerRow, 'partner' | 'customer'> = {
  kind: 'latest',
  name: 'counted_customers',
  columns: {
    partner: text('partner'),
    customer: text('customer'),
    activatedAt: time('activated_at_ms'),
    wonIn: orNull(integer('won_in_quarter')),
  },
  key: ['partner', 'customer'],
  fold: {
    decisions: {
      CustomerCounted: (rows, counted) => rows.put(counted),
      CustomerUncounted: (rows, uncounted) => rows.remove(uncounted),
    },
  },
};
