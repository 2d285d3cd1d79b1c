import type { CustomerCounted } from '@ledger/stages/partner-status/status.decisions';
import { integer, orNull, text, time } from '../definition/column';
import { shownQuarter, shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LatestTable } from '../definition/table';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { textArray } from '../postgres/text-array';
import { encodeText } from '../postgres/text-codec';

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

export const countedCustomersView: OpsView = {
  about: 'Activated customers sourced to a partner, and the quarter that each is a win in.',
  select: (schema) => `SELECT program, partner, customer, ${shownTime('activated_at_ms', 'activated_at')},
          ${shownQuarter('won_in_quarter', 'won_in')} FROM ${schema}.counted_customers`,
};

const toRow = readerOf(countedCustomers.columns);

/** Those of some customers that count for a partner. */
export async function countedOfPartner(
  { sql, schema, about: { program } }: ProgramSnapshot,
  partner: string,
  customers: readonly string[],
): Promise<readonly CountedCustomerRow[]> {
  const rows = await sql.rows<StoredRow>(
    `SELECT ${listed(countedCustomers.columns)} FROM ${schema}.counted_customers
      WHERE program = $1 AND partner = $2 AND customer = ANY ($3)`,
    [encodeText(program), encodeText(partner), textArray(customers)],
  );
  return rows.map(toRow);
}
