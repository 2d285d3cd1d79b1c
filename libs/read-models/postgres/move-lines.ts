import type { FoldedProgram, MovedLine } from './folded-program';
import { columnValues, unnested, type ColumnValue } from './write-rows';
import type { Sql, SqlParameter } from './sql';
import type { ColumnType } from './schema/table-spec';

const LINE_KEY = { partner: 'text', currency: 'text', invoice: 'text', line: 'text', seq: 'integer' } as const;
const MOVED = { ...LINE_KEY, state: 'text', paid_at_ms: 'bigint?', payout: 'text?' } as const;

/**
 * Moves the lines of earlier batches: every line that the batch moved gets the state in which the batch leaves it.
 * RangeError: a line is not there.
 */
export async function moveEarlierLines(sql: Sql, schema: string, folded: FoldedProgram): Promise<void> {
  const moved = [...folded.movedLines.values()];
  const unpaid = moved.filter(({ before }) => before !== 'paid');
  await moveLines(sql, schema, folded.program, unpaid, 'l.paid_at_ms IS NULL');
  const returned = moved.filter(({ before }) => before === 'paid');
  if (returned.length === 0) return;
  // No index leads to what was paid: their partners' lines are walked through once, not once for each of them.
  await sql.run('SET LOCAL enable_nestloop TO off');
  await moveLines(sql, schema, folded.program, returned, 'l.paid_at_ms IS NOT NULL');
  await sql.run('SET LOCAL enable_nestloop TO on');
}

async function moveLines(
  sql: Sql,
  schema: string,
  program: string,
  moved: readonly MovedLine[],
  condition: string,
): Promise<void> {
  if (moved.length === 0) return;
  const rows = moved.map(movedRow);
  const count = await sql.run(
    `UPDATE ${schema}.lines l SET state = m.state, paid_at_ms = m.paid_at_ms, payout = m.payout
       FROM ${unnested(MOVED, 2)} AS m(${Object.keys(MOVED).join(', ')})
      WHERE l.program = $1 AND ${condition} AND l.partner = m.partner AND l.currency = m.currency
        AND l.invoice = m.invoice AND l.line = m.line AND l.seq = m.seq`,
    [program, ...parametersOf(rows, MOVED)],
  );
  if (count !== moved.length) throw new RangeError(missing(program, moved.length, count));
}

function movedRow(moved: MovedLine): Record<keyof typeof MOVED, ColumnValue> {
  const { partner, currency, invoice, line, lineSeq, state, paidAt, payout } = moved;
  return { partner, currency, invoice: invoice ?? '', line, seq: lineSeq, state, paid_at_ms: paidAt, payout };
}

function parametersOf(
  rows: readonly Readonly<Record<string, ColumnValue>>[],
  columns: Readonly<Record<string, ColumnType>>,
): SqlParameter[] {
  return Object.entries(columns).map(([column, type]) => columnValues(rows, column, type));
}

function missing(program: string, moved: number, found: number): string {
  return `program ${program}: ${moved} lines moved, but the read models have ${found} of them where they came from; rebuild them (ledger rebuild)`;
}
