import { text } from '../definition/column';
import { textIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { FirstTable } from '../definition/table';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';

/** Account mapping found a customer that a partner and the company share. */
export interface JointCustomerRow extends FactRow {
  readonly partner: string;
  readonly customer: string;
}

export const jointCustomers: FirstTable<JointCustomerRow> = {
  kind: 'first',
  name: 'joint_customers',
  columns: { partner: text('partner'), customer: text('customer'), ...FACT_COLUMNS },
  key: ['source', 'id'],
  indexes: { joint_customers_of_partner: '(program, partner, customer)' },
  fold: {
    facts: {
      'joint_customer.recorded': (rows, fact, data) =>
        rows.keep({ ...fact, partner: textIn(data, 'partner'), customer: textIn(data, 'customer') }),
    },
  },
};

const toRow = readerOf(jointCustomers.columns);

/** Customers recorded as joint, of a program or a partner, in the order of the times; key: time, id, source. */
export function jointCustomerList(
  { schema, about: { program } }: ProgramSnapshot,
  filter: { readonly partner?: string | undefined } = {},
): ListQuery<StoredRow, JointCustomerRow> {
  return {
    select: `SELECT ${listed(jointCustomers.columns)} FROM ${schema}.joint_customers`,
    where: new Where(program).compare('partner', '=', filter.partner),
    order: ['at_ms', 'id', 'source'],
    toRow,
    keyOf: ({ at, id, source }) => [at, id, source],
  };
}

export const jointCustomersView: OpsView = {
  about: 'Customers that account mapping found a partner and the company to share.',
  select: (schema) => `SELECT program, partner, customer, ${shownTime('at_ms', 'at')}, seq, source, id
        FROM ${schema}.joint_customers`,
};
