/** Answers the rows of a statement. */
export type Query = (text: string, values: readonly unknown[]) => Promise<readonly unknown[]>;

/** By the connections of a pool. */
export function queryOfPool(pool: {
  query(text: string, values: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}): Query {
  return async (text, values) => (await pool.query(text, [...values])).rows;
}

/** By a TypeORM data source. */
export function queryOfDataSource(dataSource: { query(text: string, values: unknown[]): Promise<unknown> }): Query {
  return async (text, values) => (await dataSource.query(text, [...values])) as readonly unknown[];
}
