import { binaryArray, ELEMENTS } from '@ledger/event-store/postgres/binary-array';
import { rejectedRows } from './fact-table-rows';
import type { FoldedProgram } from './folded-program';
import { isOpen } from './schema/tables';
import type { Sql } from './sql';
import { encodeText } from './text-codec';
import { columnValues, unnested, writeRows } from './write-rows';

const ACCEPTED = { accepted_in: 'text', source: 'text', id: 'text', seq: 'bigint' } as const;

/** Writes what a batch rejected, and marks what was rejected earlier and is accepted by now. */
export async function writeRejections(sql: Sql, schema: string, folded: FoldedProgram): Promise<void> {
  await markAccepted(sql, schema, folded);
  const { rows } = folded.rejections;
  if (rows.length === 0) return;
  const sames = [...new Set(rows.map(({ same }) => same))];
  const earlier = await timesBefore(sql, schema, folded.program, sames);
  await writeRows(sql, schema, 'rejected', rejectedRows(folded, earlier), 'fail');
}

async function markAccepted(sql: Sql, schema: string, { program, rejections }: FoldedProgram): Promise<void> {
  const accepted = [...rejections.accepted.values()];
  if (accepted.length === 0) return;
  const rows = accepted.map(({ program: accepted_in, source, id, seq }) => ({ accepted_in, source, id, seq }));
  await sql.run(
    `UPDATE ${schema}.rejected r SET accepted_seq = a.seq, accepted_in = a.accepted_in
       FROM ${unnested(ACCEPTED, 2)} AS a(${Object.keys(ACCEPTED).join(', ')})
      WHERE r.program = $1 AND r.source = a.source AND r.id = a.id AND ${isOpen('r.')}`,
    [encodeText(program), ...Object.entries(ACCEPTED).map(([column, type]) => columnValues(rows, column, type))],
  );
}

/** How often each of them came before; the last one knows. */
async function timesBefore(
  sql: Sql,
  schema: string,
  program: string,
  sames: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await sql.rows<{ same: string; times: string }>(
    `SELECT s.same, e.times FROM unnest($2::text[]) AS s(same)
      CROSS JOIN LATERAL (
        SELECT times FROM ${schema}.rejected r WHERE r.program = $1 AND r.same = s.same ORDER BY seq DESC LIMIT 1
      ) e`,
    [encodeText(program), binaryArray(ELEMENTS.text, sames)],
  );
  return new Map(found.map(({ same, times }) => [same, Number(times)]));
}
