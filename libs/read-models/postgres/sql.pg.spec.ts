import { postgresFailure } from '@ledger/event-store/postgres/postgres-failure';
import type { DataSource } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { waitUntil } from '../../../test/support/wait-until';
import { readModelsDataSource } from './read-models-data-source';
import { inTransaction, withConnection } from './sql';

describe('a connection that ends between two statements', () => {
  let database: FreshDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await freshDatabase();
    dataSource = await readModelsDataSource({ connectionString: database.connectionString }).initialize();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('fails the second as a server that is away does, so that it is waited for', async () => {
    const failing = withConnection(dataSource, (sql) =>
      inTransaction(sql, '', async () => {
        const [{ pid } = { pid: 0 }] = await sql.rows<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await withConnection(dataSource, (other) => other.run('SELECT pg_terminate_backend($1)', [pid]));
        const lent = (dataSource.driver as unknown as { connectedQueryRunners: unknown[] }).connectedQueryRunners;
        await waitUntil('the connection is taken away', () => Promise.resolve(lent.length === 0));
        await sql.run('SELECT 1');
      }),
    );
    const error = await failing.catch((reason: unknown) => reason);
    expect(postgresFailure(error, {}).code).toBe('unreachable');
  });
});
