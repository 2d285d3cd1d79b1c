import { text } from '../definition/column';
import { textIn, type FactFields } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { FirstTable } from '../definition/table';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';

/** What was recorded of an account on a partner's protected list. */
export const PROTECTION_MOVES = ['protected', 'lost'] as const;
export type ProtectionMove = (typeof PROTECTION_MOVES)[number];

/** An account was protected for a partner, or is so no more; which are in force at a time follows from all of them. */
export interface ProtectionRow extends FactRow {
  readonly partner: string;
  readonly customer: string;
  readonly move: ProtectionMove;
}

export const protections: FirstTable<ProtectionRow> = {
  kind: 'first',
  name: 'protections',
  columns: {
    partner: text('partner'),
    customer: text('customer'),
    move: text('move'),
    ...FACT_COLUMNS,
  },
  key: ['source', 'id'],
  indexes: {
    protections_of_partner: '(program, partner, at_ms)',
    protections_of_customer: '(program, customer)',
  },
  fold: {
    facts: {
      'account.protected': (rows, fact, data) => rows.keep({ ...fact, ...accountOf(data), move: 'protected' }),
      'account.protection_lost': (rows, fact, data) => rows.keep({ ...fact, ...accountOf(data), move: 'lost' }),
    },
  },
};

function accountOf(data: FactFields) {
  return { partner: textIn(data, 'partner'), customer: textIn(data, 'customer') };
}

const toRow = readerOf(protections.columns);

/** What was recorded of protected accounts, in the order of its times; of a partner, a customer, or since a time. */
export function protectionList(
  { schema, about: { program } }: ProgramSnapshot,
  filter: { readonly partner?: string | undefined; readonly customer?: string; readonly since?: number } = {},
): ListQuery<StoredRow, ProtectionRow> {
  return {
    select: `SELECT ${listed(protections.columns)} FROM ${schema}.protections`,
    where: new Where(program)
      .compare('partner', '=', filter.partner)
      .compare('customer', '=', filter.customer)
      .compare('at_ms', '>=', filter.since),
    order: ['at_ms', 'id', 'source'],
    toRow,
    keyOf: ({ at, id, source }) => [at, id, source],
  };
}

export const protectionsView: OpsView = {
  about:
    'Accounts that were put on the protected list of a partner, and those that were taken off it before the quarter ended.',
  select: (schema) => `SELECT program, partner, customer, move, ${shownTime('at_ms', 'at')}, seq, source, id
        FROM ${schema}.protections`,
};
