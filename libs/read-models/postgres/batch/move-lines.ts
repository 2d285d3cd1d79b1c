import type { AnyColumn } from '../../definition/column';
import { lines } from '../../tables/lines';
import { encodeText } from '../text-codec';
import { columnValues, unnested, type ProgramTarget } from '../write-rows';
import type { MovedLine } from './lines-batch';

const { partner, currency, invoice, line, lineSeq, state, paidAt, payout } = lines.columns;
const MOVED = { partner, currency, invoice, line, lineSeq, state, paidAt, payout } as Readonly<
  Record<string, AnyColumn>
>;
const COLUMNS = Object.values(MOVED);

/**
 * Moves the lines of earlier batches: every line that the batch moved gets the state in which the batch leaves it.
 * RangeError: a line is not there.
 */
export async function moveEarlierLines(target: ProgramTarget, moved: readonly MovedLine[]): Promise<void> {
  const unpaid = moved.filter(({ before }) => before !== 'paid');
  await moveLines(target, unpaid, 'l.paid_at_ms IS NULL');
  const returned = moved.filter(({ before }) => before === 'paid');
  if (returned.length === 0) return;
  // No index leads to what was paid: their partners' lines are walked through once, not once for each of them.
  await target.sql.run('SET LOCAL enable_nestloop TO off');
  await moveLines(target, returned, 'l.paid_at_ms IS NOT NULL');
  await target.sql.run('SET LOCAL enable_nestloop TO on');
}

async function moveLines(
  { sql, schema, program }: ProgramTarget,
  moved: readonly MovedLine[],
  condition: string,
): Promise<void> {
  if (moved.length === 0) return;
  const count = await sql.run(
    `UPDATE ${schema}.lines l SET state = m.state, paid_at_ms = m.paid_at_ms, payout = m.payout
       FROM ${unnested(COLUMNS, 2)} AS m(${COLUMNS.map(({ name }) => name).join(', ')})
      WHERE l.program = $1 AND ${condition} AND l.partner = m.partner AND l.currency = m.currency
        AND l.invoice = m.invoice AND l.line = m.line AND l.seq = m.seq`,
    [encodeText(program), ...Object.entries(MOVED).map(([field, column]) => columnValues(moved, field, column))],
  );
  if (count !== moved.length) throw new RangeError(missing(program, moved.length, count));
}

function missing(program: string, moved: number, found: number): string {
  return `program ${program}: ${moved} lines moved, but the read models have ${found} of them where they came from; rebuild them (ledger rebuild)`;
}
