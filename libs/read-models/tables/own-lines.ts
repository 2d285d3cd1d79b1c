import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import type { StoredRow } from '../definition/stored-row';
import { lineList, type LineFilter, type LineOfPartner } from './lines';

/** The lines of one partner in the order in which they were posted; key: time, invoice, line, seq, in which is no customer. */
export function ownLineList(
  snapshot: ProgramSnapshot,
  filter: LineFilter & { readonly partner: string },
): ListQuery<StoredRow, LineOfPartner> {
  return {
    ...lineList(snapshot, filter),
    order: ['l.posted_at_ms', 'l.invoice', 'l.line', 'l.seq'],
    keyOf: ({ row }) => [row.postedAt, row.invoice ?? '', row.line, row.lineSeq],
  };
}

/** The lines of one partner that were posted last, at most so many, the latest first. */
export function latestOwnLines(
  snapshot: ProgramSnapshot,
  partner: string,
  most: number,
): ListQuery<StoredRow, LineOfPartner> {
  const list = ownLineList(snapshot, { partner });
  const latestFirst = list.order.map((column) => `${column} DESC`);
  return { ...list, order: [...latestFirst.slice(0, -1), `${latestFirst.at(-1)} LIMIT ${most}`] };
}
