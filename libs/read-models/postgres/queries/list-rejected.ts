import type { RejectedRow } from '../../rows';
import { toRejectedRow, type StoredRejected } from '../stored-rows';
import { pageOf, type Page, type PageRequest } from './page';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** The rejected events of a program in the order of their arrival, all or those of one code; key: seq. */
export async function listRejected(
  { sql, schema, program }: ProgramSnapshot,
  code: string | undefined,
  { limit, after }: PageRequest,
): Promise<Page<RejectedRow>> {
  const where = new Where(program.program).compare('code', '=', code).after(['seq'], after);
  const rows = await sql.rows<StoredRejected>(
    `SELECT seq, source, id, event_type, code, detail
       FROM ${schema}.rejected ${where.text} ORDER BY seq LIMIT ${limit + 1}`,
    where.parameters,
  );
  return pageOf(rows.map(toRejectedRow), limit, ({ seq }) => [seq]);
}
