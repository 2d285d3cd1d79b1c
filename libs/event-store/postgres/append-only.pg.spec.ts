import { Client } from 'pg';
import { freshEventStore } from '../../../test/support/event-store';
import { event, to } from '../contract/sample-events.contract';
import { NO_STREAM } from '../event-store';
import { verifyChains, verifyStream } from '../verify-chain';
import { READER_ROLE, WRITER_ROLE } from './event-store-roles';
import { PostgresEventStore } from './postgres-event-store';

describe('the event log on Postgres is append-only', () => {
  let database: Awaited<ReturnType<typeof freshEventStore>>;
  let store: PostgresEventStore;

  beforeEach(async () => {
    database = await freshEventStore();
    store = new PostgresEventStore({ connectionString: database.connectionString });
    await store.append([to('thing-1', NO_STREAM, event('a'), event('b'), event('c'))]);
  });

  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  const asRole = async (role: string, statement: string) => {
    const client = new Client({ connectionString: database.connectionString, options: `-c role=${role}` });
    await client.connect();
    try {
      return await client.query(statement);
    } finally {
      await client.end();
    }
  };

  it.each([
    `UPDATE ledger_events.events SET type = 'other'`,
    'DELETE FROM ledger_events.events',
    'DELETE FROM ledger_events.events WHERE false',
    'TRUNCATE ledger_events.events',
    `SET session_replication_role = replica; DELETE FROM ledger_events.events`,
  ])('refuses even a superuser: %s', async (statement) => {
    await expect(database.owner.query(statement)).rejects.toThrow('The event log is append-only');
    expect(await verifyStream(store, 'thing-1')).toEqual({ ok: true, events: 3 });
  });

  it.each([
    [WRITER_ROLE, `UPDATE ledger_events.events SET type = 'other'`],
    [WRITER_ROLE, 'DELETE FROM ledger_events.events'],
    [WRITER_ROLE, 'TRUNCATE ledger_events.events'],
    [WRITER_ROLE, 'INSERT INTO ledger_events.events SELECT * FROM ledger_events.events'],
    [WRITER_ROLE, 'ALTER TABLE ledger_events.events DISABLE TRIGGER ALL'],
    [WRITER_ROLE, 'DROP TABLE ledger_events.events'],
    [READER_ROLE, `SELECT ledger_events.append('{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}',true)`],
    [READER_ROLE, 'DELETE FROM ledger_events.events'],
  ])('gives %s no right to: %s', async (role, statement) => {
    await expect(asRole(role, statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('lets the reader read', async () => {
    expect((await asRole(READER_ROLE, 'SELECT FROM ledger_events.events')).rowCount).toBe(3);
  });

  it('keeps JSON as the text it was given, which an operator can query', async () => {
    await store.append([to('thing-2', NO_STREAM, event('d', { b: 'é', a: 1 }))]);
    const { rows } = await database.owner.query<{ text: string; a: string }>(
      `SELECT data::text AS text, data->>'a' AS a FROM ledger_events.events WHERE stream = 'thing-2'`,
    );
    expect(rows).toEqual([{ text: '{"a":1,"b":"é"}', a: '1' }]);
  });

  it('shows by the chain what was changed by someone who first took the trigger away', async () => {
    await database.owner.query(`
      ALTER TABLE ledger_events.events DISABLE TRIGGER refuse_change;
      UPDATE ledger_events.events SET data = '{"name":"B"}' WHERE revision = 1`);
    expect(await verifyChains(store.readAll(0n, 'all'))).toMatchObject({
      ok: false,
      firstBroken: { stream: 'thing-1', revision: 1n, position: 2n, broken: 'hash' },
    });
  });
});
