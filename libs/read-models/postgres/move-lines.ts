import type { FoldedProgram, MovedLine } from './folded-program';
import { columnValues, unnested, type ColumnValue } from './write-rows';
import type { Sql, SqlParameter } from './sql';
import type { ColumnType } from './schema/tables';

const LINE_KEY = { partner: 'text', currency: 'text', invoice: 'text', line: 'text', seq: 'integer' } as const;
const SAME_LINE = Object.keys(LINE_KEY)
  .map((column) => `l.${column} = m.${column}`)
  .join(' AND ');

const PAID = { partner: 'text', currency: 'text', paid_at_ms: 'bigint' } as const;
const MOVED = { ...LINE_KEY, state: 'text', paid_at_ms: 'bigint?' } as const;

/**
 * Moves the lines of earlier batches: payouts of this batch pay what was payable before and was not moved since, then
 * every line that the batch moved gets the state in which the batch leaves it. RangeError: a line is not there.
 */
export async function moveEarlierLines(sql: Sql, schema: string, folded: FoldedProgram): Promise<void> {
  const moved = [...folded.movedLines.values()];
  await payEarlierLines(sql, schema, folded, moved);
  if (moved.length === 0) return;
  const rows = moved.map((line) => ({ state: line.state, paid_at_ms: line.paidAt, ...lineKeyOf(line) }));
  const count = await sql.run(
    `UPDATE ${schema}.lines l SET state = m.state, paid_at_ms = m.paid_at_ms
       FROM ${unnested(MOVED, 2)} AS m(${Object.keys(MOVED).join(', ')})
      WHERE l.program = $1 AND l.paid_at_ms IS NULL AND ${SAME_LINE}`,
    [folded.program, ...parametersOf(rows, MOVED)],
  );
  if (count !== moved.length) throw new RangeError(missing(folded.program, moved.length, count));
}

async function payEarlierLines(
  sql: Sql,
  schema: string,
  folded: FoldedProgram,
  moved: readonly MovedLine[],
): Promise<void> {
  const paid = [...folded.accounts.values()].filter(({ paidAt }) => paidAt !== null);
  if (paid.length === 0) return;
  const accounts = paid.map(({ partner, currency, paidAt }) => ({ partner, currency, paid_at_ms: paidAt }));
  const wasPayable = moved.filter(({ before }) => before === 'payable').map(lineKeyOf);
  const second = 2 + Object.keys(PAID).length;
  await sql.run(
    `UPDATE ${schema}.lines l SET state = 'paid', paid_at_ms = p.paid_at_ms
       FROM ${unnested(PAID, 2)} AS p(${Object.keys(PAID).join(', ')})
      WHERE l.program = $1 AND l.partner = p.partner AND l.currency = p.currency
        AND l.paid_at_ms IS NULL AND l.state = 'payable'
        AND NOT EXISTS (
          SELECT FROM ${unnested(LINE_KEY, second)} AS m(${Object.keys(LINE_KEY).join(', ')}) WHERE ${SAME_LINE}
        )`,
    [folded.program, ...parametersOf(accounts, PAID), ...parametersOf(wasPayable, LINE_KEY)],
  );
}

function lineKeyOf({
  partner,
  currency,
  invoice,
  line,
  lineSeq,
}: MovedLine): Record<keyof typeof LINE_KEY, ColumnValue> {
  return { partner, currency, invoice, line, seq: lineSeq };
}

function parametersOf(
  rows: readonly Readonly<Record<string, ColumnValue>>[],
  columns: Readonly<Record<string, ColumnType>>,
): SqlParameter[] {
  return Object.entries(columns).map(([column, type]) => columnValues(rows, column, type));
}

function missing(program: string, moved: number, found: number): string {
  return `program ${program}: ${moved} lines moved, but the read models have ${found} of them unpaid; rebuild them (ledger rebuild)`;
}
