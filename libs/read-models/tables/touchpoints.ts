import { text } from '../definition/column';
import { textIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { FirstTable } from '../definition/table';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';

/** What a partner did to help with a customer. */
export interface TouchpointRow extends FactRow {
  readonly partner: string;
  readonly customer: string;
  readonly kind: string;
}

export const touchpoints: FirstTable<TouchpointRow> = {
  kind: 'first',
  name: 'touchpoints',
  columns: { partner: text('partner'), customer: text('customer'), kind: text('kind'), ...FACT_COLUMNS },
  key: ['source', 'id'],
  indexes: { touchpoints_of_partner: '(program, partner, at_ms)' },
  fold: {
    facts: {
      'touchpoint.recorded': (rows, fact, data) =>
        rows.keep({
          ...fact,
          partner: textIn(data, 'partner'),
          customer: textIn(data, 'customer'),
          kind: textIn(data, 'kind'),
        }),
    },
  },
};

const toRow = readerOf(touchpoints.columns);

/** The touchpoints of a program, of a partner or a customer, in the order of their times; key: time, id, source. */
export function touchpointList(
  { schema, about: { program } }: ProgramSnapshot,
  filter: { readonly partner?: string | undefined; readonly customer?: string | undefined } = {},
): ListQuery<StoredRow, TouchpointRow> {
  return {
    select: `SELECT ${listed(touchpoints.columns)} FROM ${schema}.touchpoints`,
    where: new Where(program).compare('partner', '=', filter.partner).compare('customer', '=', filter.customer),
    order: ['at_ms', 'id', 'source'],
    toRow,
    keyOf: ({ at, id, source }) => [at, id, source],
  };
}

export const touchpointsView: OpsView = {
  about: 'Demos, case studies, references and joint selling with which partners helped to close.',
  select: (schema) => `SELECT program, partner, customer, kind, ${shownTime('at_ms', 'at')}, seq, source, id
        FROM ${schema}.touchpoints`,
};
