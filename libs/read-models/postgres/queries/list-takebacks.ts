import type { TakebackRow } from '../../tables/takebacks';
import { toTakeback, type StoredTakeback } from '../stored-lists';
import type { ListQuery } from './list-query';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** Refunds, disputes and voids of a program whose invoice never came, the oldest first; key: time, seq. */
export function waitingTakebacks(
  { schema, program }: ProgramSnapshot,
  eventType: string | undefined,
): ListQuery<StoredTakeback, TakebackRow> {
  return {
    select: `SELECT event_type, about, invoice, waits, seq, source, id, at_ms FROM ${schema}.takebacks`,
    where: new Where(program.program).compare('event_type', '=', eventType).that('waits'),
    order: ['at_ms', 'seq'],
    toRow: toTakeback,
    keyOf: ({ at, seq }) => [at, seq],
  };
}
