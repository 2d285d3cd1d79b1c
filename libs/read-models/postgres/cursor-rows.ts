import type { Sql, SqlParameter } from './sql';

const ROWS_A_FETCH = 2_000;

/** Cursors open on a connection at the same time need different names. */
let opened = 0;

/**
 * The rows of a query, fetched in portions through a cursor of the server; inside a transaction only. Several can be
 * read at the same time on one connection.
 */
export async function* cursorRows<T extends object>(
  sql: Sql,
  query: string,
  parameters: readonly SqlParameter[],
): AsyncIterable<T> {
  const name = `rows_${(opened += 1)}`;
  await sql.run(`DECLARE ${name} NO SCROLL CURSOR FOR ${query}`, parameters);
  for (;;) {
    const rows = await sql.rows<T>(`FETCH FORWARD ${ROWS_A_FETCH} FROM ${name}`);
    yield* rows;
    if (rows.length < ROWS_A_FETCH) break;
  }
  await sql.run(`CLOSE ${name}`);
}
