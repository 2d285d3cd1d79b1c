import { cursorRows } from '../cursor-rows';
import { pageOf, type Page, type PageRequest } from './page';
import type { ProgramSnapshot } from './program-snapshot';
import type { Key, Where } from './where';

/** A list of a program in the order of its key; `select` is the query up to its conditions. */
export interface ListQuery<Stored extends object, Row> {
  readonly select: string;
  readonly where: Where;
  /** The columns of the key. */
  readonly order: readonly string[];
  readonly toRow: (stored: Stored) => Row;
  readonly keyOf: (row: Row) => Key;
}

/** A page of a list. */
export async function readPage<Stored extends object, Row>(
  { sql }: ProgramSnapshot,
  { select, where, order, toRow, keyOf }: ListQuery<Stored, Row>,
  { limit, after }: PageRequest,
): Promise<Page<Row>> {
  const text = `${select} ${where.after(order, after).text} ORDER BY ${order.join(', ')} LIMIT ${limit + 1}`;
  const rows = await sql.rows<Stored>(text, where.parameters);
  return pageOf(rows.map(toRow), limit, keyOf);
}

/** All of a list, a portion at a time in memory; to be read while the snapshot is lent. */
export async function* readAll<Stored extends object, Row>(
  { sql }: ProgramSnapshot,
  { select, where, order, toRow }: ListQuery<Stored, Row>,
): AsyncIterable<Row> {
  const text = `${select} ${where.text} ORDER BY ${order.join(', ')}`;
  for await (const row of cursorRows<Stored>(sql, text, where.parameters)) yield toRow(row);
}

/** All of a list that is known to be short, at once. */
export async function readRows<Stored extends object, Row>(
  { sql }: ProgramSnapshot,
  { select, where, order, toRow }: ListQuery<Stored, Row>,
): Promise<readonly Row[]> {
  const rows = await sql.rows<Stored>(`${select} ${where.text} ORDER BY ${order.join(', ')}`, where.parameters);
  return rows.map(toRow);
}

/**
 * A page of the rows that are left of a list when something that no query knows chose among them: read through until
 * there are enough.
 */
export async function readChosenPage<Stored extends object, Row, Chosen>(
  snapshot: ProgramSnapshot,
  list: ListQuery<Stored, Row>,
  choose: (row: Row) => Chosen | null,
  { limit, after }: PageRequest,
): Promise<Page<Chosen>> {
  const chosen: { readonly item: Chosen; readonly key: Key }[] = [];
  for await (const row of readAll(snapshot, { ...list, where: list.where.after(list.order, after) })) {
    const item = choose(row);
    if (item !== null && chosen.push({ item, key: list.keyOf(row) }) > limit) break;
  }
  const { items, next } = pageOf(chosen, limit, ({ key }) => key);
  return { items: items.map(({ item }) => item), next };
}
