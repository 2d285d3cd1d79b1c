import type { DataSource } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { all } from '../testing/report-text';
import { cursorRows } from './cursor-rows';
import { readModelsDataSource } from './read-models-data-source';
import { inTransaction, withConnection } from './sql';

describe('rows through a cursor', () => {
  let database: FreshDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await freshDatabase();
    dataSource = readModelsDataSource({ connectionString: database.connectionString });
    await dataSource.initialize();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const query = 'SELECT n FROM generate_series(1, $1::integer) AS n';

  it.each([0, 1, 1_999, 2_000, 2_001, 4_500])('gives all %d rows in order', async (count) => {
    const rows = await withConnection(dataSource, (sql) =>
      inTransaction(sql, 'READ ONLY', () => all(cursorRows<{ n: number }>(sql, query, [count]))),
    );
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });

  it('reads two at the same time on one connection', async () => {
    const pairs = await withConnection(dataSource, (sql) =>
      inTransaction(sql, 'READ ONLY', async () => {
        const inner = cursorRows<{ n: number }>(sql, query, [5_000])[Symbol.asyncIterator]();
        let equal = 0;
        for await (const { n } of cursorRows<{ n: number }>(sql, query, [5_000])) {
          const other = await inner.next();
          if (other.done !== true && other.value.n === n) equal += 1;
        }
        return equal;
      }),
    );
    expect(pairs).toBe(5_000);
  });
});
