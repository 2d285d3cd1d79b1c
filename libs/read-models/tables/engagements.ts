import { flag, text } from '../definition/column';
import { textIn, type FactFields } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { FirstTable } from '../definition/table';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';

/** A partner's engagement with a customer ended, or was resumed. */
export interface EngagementRow extends FactRow {
  readonly partner: string;
  readonly customer: string;
  readonly ended: boolean;
}

export const engagements: FirstTable<EngagementRow> = {
  kind: 'first',
  name: 'engagements',
  columns: { partner: text('partner'), customer: text('customer'), ended: flag('ended'), ...FACT_COLUMNS },
  key: ['source', 'id'],
  indexes: { engagements_of_partner: '(program, partner, at_ms)' },
  fold: {
    facts: {
      'partner.engagement_ended': (rows, fact, data) => rows.keep({ ...fact, ...whoseIn(data), ended: true }),
      'partner.engagement_resumed': (rows, fact, data) => rows.keep({ ...fact, ...whoseIn(data), ended: false }),
    },
  },
};

function whoseIn(data: FactFields) {
  return { partner: textIn(data, 'partner'), customer: textIn(data, 'customer') };
}

const toRow = readerOf(engagements.columns);

/** What was recorded of engagements, in the order of the times; key: time, id, source. */
export function engagementList(
  { schema, about: { program } }: ProgramSnapshot,
  filter: { readonly partner?: string | undefined } = {},
): ListQuery<StoredRow, EngagementRow> {
  return {
    select: `SELECT ${listed(engagements.columns)} FROM ${schema}.engagements`,
    where: new Where(program).compare('partner', '=', filter.partner),
    order: ['at_ms', 'id', 'source'],
    toRow,
    keyOf: ({ at, id, source }) => [at, id, source],
  };
}

export const engagementsView: OpsView = {
  about: 'When partners stopped looking after a customer, and when they did so again.',
  select: (schema) => `SELECT program, partner, customer, ended, ${shownTime('at_ms', 'at')}, seq, source, id
        FROM ${schema}.engagements`,
};
