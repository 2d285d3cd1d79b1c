import type { AttributionRow } from '../../tables/attributions';
import { toAttributionRow, type StoredAttribution } from '../stored-rows';
import type { ListQuery } from './list-query';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** What is known of the attributions of a program's customers, from one of them on (inclusive); key: customer. */
export function attributionList(
  { schema, program }: ProgramSnapshot,
  from: string | undefined,
): ListQuery<StoredAttribution, AttributionRow> {
  return {
    select: `SELECT customer, settled_at_ms, credits, introductions, spans, terms_version FROM ${schema}.attributions`,
    where: new Where(program.program).compare('customer', '>=', from),
    order: ['customer'],
    toRow: toAttributionRow,
    keyOf: ({ customer }) => [customer],
  };
}
