import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { event, to } from '../contract/sample-events.contract';
import { NO_STREAM } from '../event-store';
import { migrateEventStore } from './migrate-event-store';
import { PostgresEventStore } from './postgres-event-store';

describe('the schema of the event store', () => {
  const databases: FreshDatabase[] = [];
  const pools: Pool[] = [];

  const fresh = async () => {
    const database = await freshDatabase();
    databases.push(database);
    return database.connectionString;
  };
  const poolOf = (connectionString: string) => {
    const pool = new Pool({ connectionString });
    pools.push(pool);
    return pool;
  };

  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.end()));
    await Promise.all(databases.splice(0).map((database) => database.drop()));
  });

  it('is made once, however many processes start at the same time', async () => {
    const [one, other] = [await fresh(), await fresh()];
    const made = await Promise.all([one, one, one, other, other].map((url) => migrateEventStore(poolOf(url))));
    expect(made.slice(0, 3).flat()).toEqual(['event log', 'lock of the append']);
    expect(made.slice(3).flat()).toEqual(['event log', 'lock of the append']);
    expect(await migrateEventStore(poolOf(one))).toEqual([]);
  });

  it('can be made and used by a user that is no superuser but may create roles', async () => {
    const url = new URL(await fresh());
    const owner = poolOf(url.href);
    const user = `user_${randomBytes(6).toString('hex')}`;
    const password = randomBytes(12).toString('hex');
    await owner.query(`CREATE ROLE ${user} LOGIN CREATEROLE PASSWORD '${password}'`);
    // The roles belong to the server; those that are there already have to be given to the user.
    await migrateEventStore(poolOf(await fresh()));
    await owner.query(`GRANT ledger_event_writer, ledger_event_reader TO ${user}`);
    await owner.query(`GRANT CREATE ON DATABASE ${url.pathname.slice(1)} TO ${user}`);
    [url.username, url.password] = [user, password];
    await migrateEventStore(poolOf(url.href));
    const store = new PostgresEventStore({ connectionString: url.href });
    expect(await store.append([to('thing-1', NO_STREAM, event('a'))])).toMatchObject({ ok: true });
    await store.close();
    await owner.query(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
  });

  it('cannot be made without the right to, and says so', async () => {
    const url = new URL(await fresh());
    const owner = poolOf(url.href);
    const user = `user_${randomBytes(6).toString('hex')}`;
    await owner.query(`CREATE ROLE ${user} LOGIN PASSWORD 'secret'`);
    [url.username, url.password] = [user, 'secret'];
    await expect(migrateEventStore(poolOf(url.href))).rejects.toThrow(/refuses for lack of rights.*permission denied/);
    await owner.query(`DROP ROLE ${user}`);
  });
});
