import { text } from '../definition/column';
import { textIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { FirstTable } from '../definition/table';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';

/** The program's own sales was in contact with a customer. */
export interface SalesContactRow extends FactRow {
  readonly customer: string;
  readonly engagement: string;
}

export const salesContacts: FirstTable<SalesContactRow> = {
  kind: 'first',
  name: 'sales_contacts',
  columns: { customer: text('customer'), engagement: text('engagement'), ...FACT_COLUMNS },
  key: ['source', 'id'],
  partnersSee: 'of-customers',
  indexes: { sales_contacts_of_customer: '(program, customer, at_ms)' },
  fold: {
    facts: {
      'lead.contacted_by_sales': (rows, fact, data) =>
        rows.keep({ ...fact, customer: textIn(data, 'customer'), engagement: textIn(data, 'engagement') }),
    },
  },
};

const toRow = readerOf(salesContacts.columns);

/** What sales said of its contacts, in the order of the times; key: time, id, source. */
export function salesContactList(
  { schema, about: { program } }: ProgramSnapshot,
  filter: { readonly customer?: string | undefined } = {},
): ListQuery<StoredRow, SalesContactRow> {
  return {
    select: `SELECT ${listed(salesContacts.columns)} FROM ${schema}.sales_contacts`,
    where: new Where(program).compare('customer', '=', filter.customer),
    order: ['at_ms', 'id', 'source'],
    toRow,
    keyOf: ({ at, id, source }) => [at, id, source],
  };
}

export const salesContactsView: OpsView = {
  about: 'Contacts of the program’s own sales with customers, which bear on what later introductions are worth.',
  select: (schema) => `SELECT program, customer, engagement, ${shownTime('at_ms', 'at')}, seq, source, id
        FROM ${schema}.sales_contacts`,
};
