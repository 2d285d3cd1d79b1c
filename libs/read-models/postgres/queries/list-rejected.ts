import type { Instant } from '@ledger/kernel/instant';
import type { RejectedArrivalRow } from '../../tables/rejected';
import { isStillToDo } from '../schema/still-to-do';
import { toRejectedArrival, type StoredRejectedArrival } from '../stored-lists';
import type { ListQuery } from './list-query';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** Which rejected events; what is not given does not matter. */
export interface RejectedFilter {
  readonly code?: string | undefined;
  readonly source?: string | undefined;
  /** That arrived at this time or later. */
  readonly since?: Instant | undefined;
  /** Also what was sent again and accepted, and every one of several that are the same. */
  readonly all?: boolean | undefined;
}

/**
 * The rejected events of a program in the order of their arrival; key: seq. Only what there is still to do, unless all
 * are asked for: of several that are the same the last one, and none whose id was accepted since.
 */
export function rejectedList(
  { schema, program }: ProgramSnapshot,
  { code, source, since, all }: RejectedFilter,
): ListQuery<StoredRejectedArrival, RejectedArrivalRow> {
  const where = new Where(program.program, 'r.program')
    .compare('r.code', '=', code)
    .compare('r.source', '=', source)
    .compare('r.arrived_at_ms', '>=', since);
  if (all !== true) where.that(isStillToDo(schema));
  return {
    select: `SELECT r.seq, r.source, r.id, r.event_type, r.code, r.detail, r.arrived_at_ms, r.body, r.body_ref, r.same,
                    r.times, r.accepted_seq, r.accepted_in
               FROM ${schema}.rejected r`,
    where,
    order: ['r.seq'],
    toRow: toRejectedArrival,
    keyOf: ({ seq }) => [seq],
  };
}
