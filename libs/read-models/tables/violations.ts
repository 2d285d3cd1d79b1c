import { orNull, text } from '../definition/column';
import { textIn, textOrNullIn, type FactFields } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { FirstTable } from '../definition/table';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';

/** What was recorded of a partner's violations. */
export const VIOLATION_MOVES = ['recorded', 'hold_lifted'] as const;
export type ViolationMove = (typeof VIOLATION_MOVES)[number];

/** A violation of the price policy, or that the hold for them was lifted. */
export interface ViolationRow extends FactRow {
  readonly partner: string;
  readonly move: ViolationMove;
  readonly byRef: string | null;
  readonly reasonRef: string | null;
}

export const violations: FirstTable<ViolationRow> = {
  kind: 'first',
  name: 'violations',
  columns: {
    partner: text('partner'),
    move: text('move'),
    byRef: orNull(text('by_ref')),
    reasonRef: orNull(text('reason_ref')),
    ...FACT_COLUMNS,
  },
  key: ['source', 'id'],
  indexes: { violations_of_partner: '(program, partner, at_ms)' },
  fold: {
    facts: {
      'partner.violation_recorded': (rows, fact, data) => rows.keep({ ...fact, ...saidIn(data), move: 'recorded' }),
      'partner.violation_hold_lifted': (rows, fact, data) =>
        rows.keep({ ...fact, ...saidIn(data), move: 'hold_lifted' }),
    },
  },
};

function saidIn(data: FactFields) {
  return {
    partner: textIn(data, 'partner'),
    byRef: textOrNullIn(data, 'by'),
    reasonRef: textOrNullIn(data, 'reason'),
  };
}

const toRow = readerOf(violations.columns);

/** What was recorded of violations, of a program or a partner, in the order of the times; key: time, id, source. */
export function violationList(
  { schema, about: { program } }: ProgramSnapshot,
  filter: { readonly partner?: string | undefined } = {},
): ListQuery<StoredRow, ViolationRow> {
  return {
    select: `SELECT ${listed(violations.columns)} FROM ${schema}.violations`,
    where: new Where(program).compare('partner', '=', filter.partner),
    order: ['at_ms', 'id', 'source'],
    toRow,
    keyOf: ({ at, id, source }) => [at, id, source],
  };
}

export const violationsView: OpsView = {
  about: 'Violations of the price policy, and holds that were lifted; who and why are references.',
  select: (schema) => `SELECT program, partner, move, by_ref AS decided_by, reason_ref, ${shownTime('at_ms', 'at')},
          seq, source, id FROM ${schema}.violations`,
};
