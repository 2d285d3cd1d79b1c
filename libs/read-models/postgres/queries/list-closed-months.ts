import type { ClosedMonthRow } from '../../tables/closed-months';
import { toClosedMonth, type StoredClosedMonth } from '../stored-lists';
import type { ListQuery } from './list-query';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** The closings of a program's accounting months, in the order in which they arrived; key: seq. */
export function closedMonths({ schema, program }: ProgramSnapshot): ListQuery<StoredClosedMonth, ClosedMonthRow> {
  return {
    select: `SELECT month, closed_by, seq, source, id, at_ms FROM ${schema}.closed_months`,
    where: new Where(program.program),
    order: ['seq'],
    toRow: toClosedMonth,
    keyOf: ({ seq }) => [seq],
  };
}
