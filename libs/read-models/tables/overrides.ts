import type { Instant } from '@ledger/kernel/instant';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { orNull, text, time } from '../definition/column';
import { textIn, textOrNullIn, timeIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { FirstTable } from '../definition/table';

/** An override of a customer's attribution: who decided it, and the reference of what it rests on. */
export interface OverrideRow extends FactRow {
  readonly customer: string;
  readonly by: string;
  readonly evidenceRef: string;
  /** From which earning event on; null: all. */
  readonly fromAt: Instant | null;
}

export const overrides: FirstTable<OverrideRow> = {
  kind: 'first',
  name: 'overrides',
  columns: {
    customer: text('customer'),
    by: text('decided_by'),
    evidenceRef: text('evidence_ref'),
    fromAt: orNull(time('from_at_ms')),
    ...FACT_COLUMNS,
  },
  key: ['source', 'id'],
  fold: {
    facts: {
      'attribution.overridden': (rows, fact, data) => {
        const fromAt = textOrNullIn(data, 'from') === null ? null : timeIn(data, 'from');
        const [customer, by, evidenceRef] = [textIn(data, 'customer'), textIn(data, 'by'), textIn(data, 'evidence')];
        rows.keep({ ...fact, customer, by, evidenceRef, fromAt });
      },
    },
  },
};

const toRow = readerOf(overrides.columns);

/** An override by its event; null: none of a program is of that source and id. */
export async function findOverride(
  { sql, schema, about: { program } }: ProgramSnapshot,
  { source, id }: { readonly source: string; readonly id: string },
): Promise<OverrideRow | null> {
  const where = new Where(program).compare('source', '=', source).compare('id', '=', id);
  const [stored] = await sql.rows<StoredRow>(
    `SELECT ${listed(overrides.columns)} FROM ${schema}.overrides ${where.text}`,
    where.parameters,
  );
  return stored === undefined ? null : toRow(stored);
}

/** The overrides of a program, in the order of its log. */
export function overrideList({ schema, about: { program } }: ProgramSnapshot): ListQuery<StoredRow, OverrideRow> {
  return {
    select: `SELECT ${listed(overrides.columns)} FROM ${schema}.overrides`,
    where: new Where(program),
    order: ['seq'],
    toRow,
    keyOf: ({ seq }) => [seq],
  };
}

export const overridesView: OpsView = {
  about: 'Decisions of staff about who is credited with a customer; the evidence itself is not here.',
  select: (
    schema,
  ) => `SELECT o.program, o.customer, o.decided_by, ${shownTime('o.at_ms', 'at')}, ${shownTime('o.from_at_ms', 'from_at')},
          o.evidence_ref, o.seq, o.source, o.id FROM ${schema}.overrides o`,
};
