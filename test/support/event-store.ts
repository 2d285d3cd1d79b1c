import { Pool } from 'pg';
import { freshDatabase } from './postgres';
import { migrateEventStore } from '@ledger/event-store/postgres/migrate-event-store';

/** For tests: an empty database with the event store's schema; `owner` acts as the superuser that made it. */
export async function freshEventStore(): Promise<{ connectionString: string; owner: Pool; drop(): Promise<void> }> {
  const database = await freshDatabase();
  const { connectionString } = database;
  const owner = new Pool({ connectionString, max: 4 });
  // Dropping the database breaks what is left of its connections.
  owner.on('error', () => undefined);
  await migrateEventStore(owner);
  const drop = async () => {
    await owner.end();
    await database.drop();
  };
  return { connectionString, owner, drop };
}
