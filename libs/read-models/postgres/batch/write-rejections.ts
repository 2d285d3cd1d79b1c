import { binaryArray, ELEMENTS } from '@ledger/event-store/postgres/binary-array';
import { count, text, type AnyColumn } from '../../definition/column';
import type { AcceptedEvent } from '../../definition/written-rows';
import { isOpen, rejected, type RejectedArrivalRow } from '../../tables/rejected';
import { encodeText } from '../text-codec';
import { columnValues, unnested, writeRows, type ProgramTarget } from '../write-rows';

const ACCEPTED = {
  program: text('accepted_in'),
  source: text('source'),
  id: text('id'),
  seq: count('seq'),
} as Readonly<Record<string, AnyColumn>>;
const COLUMNS = Object.values(ACCEPTED);

/** Writes what a batch rejected, and marks what was rejected earlier and is accepted by now. */
export async function writeRejections(
  target: ProgramTarget,
  rows: readonly RejectedArrivalRow[],
  accepted: readonly AcceptedEvent[],
): Promise<void> {
  await markAccepted(target, accepted);
  if (rows.length === 0) return;
  const earlier = await timesBefore(target, [...new Set(rows.map(({ same }) => same))]);
  const counted = rows.map((row) => ({ ...row, times: row.times + (earlier.get(row.same) ?? 0) }));
  await writeRows(target, rejected, counted, 'fail');
}

async function markAccepted(
  { sql, schema, program }: ProgramTarget,
  accepted: readonly AcceptedEvent[],
): Promise<void> {
  if (accepted.length === 0) return;
  await sql.run(
    `UPDATE ${schema}.rejected r SET accepted_seq = a.seq, accepted_in = a.accepted_in
       FROM ${unnested(COLUMNS, 2)} AS a(${COLUMNS.map(({ name }) => name).join(', ')})
      WHERE r.program = $1 AND r.source = a.source AND r.id = a.id AND ${isOpen('r.')}`,
    [encodeText(program), ...Object.entries(ACCEPTED).map(([field, column]) => columnValues(accepted, field, column))],
  );
}

/** How often each of them came before; the last one knows. */
async function timesBefore(
  { sql, schema, program }: ProgramTarget,
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
