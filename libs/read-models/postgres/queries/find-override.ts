import type { OverrideRow } from '../../tables/overrides';
import { toOverride, type StoredOverride } from '../stored-lists';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** An override by its event; null: none of a program is of that source and id. */
export async function findOverride(
  { sql, schema, program }: ProgramSnapshot,
  { source, id }: { readonly source: string; readonly id: string },
): Promise<OverrideRow | null> {
  const where = new Where(program.program).compare('source', '=', source).compare('id', '=', id);
  const [stored] = await sql.rows<StoredOverride>(
    `SELECT customer, decided_by, evidence_ref, from_at_ms, seq, source, id, at_ms FROM ${schema}.overrides ${where.text}`,
    where.parameters,
  );
  return stored === undefined ? null : toOverride(stored);
}
