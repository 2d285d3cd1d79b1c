import { Pool } from 'pg';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { describeEventStore } from '../event-store.contract';
import { migrateEventStore } from './migrate-event-store';
import { PostgresEventStore } from './postgres-event-store';

const databases: FreshDatabase[] = [];

afterAll(async () => {
  await Promise.all(databases.map((database) => database.drop()));
});

describeEventStore('Postgres', {
  atomicAcrossStreams: true,
  open: async () => {
    const database = await freshDatabase();
    databases.push(database);
    const { connectionString } = database;
    const pool = new Pool({ connectionString });
    await migrateEventStore(pool);
    await pool.end();
    const open = () => new PostgresEventStore({ connectionString, giveUpAfterMs: 5_000 });
    return { store: open(), reopen: () => Promise.resolve(open()) };
  },
});
