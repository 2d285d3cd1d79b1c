import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client, Pool } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { migrateEventStore } from '@ledger/event-store/postgres/migrate-event-store';
import { TABLE_NAMES } from '@ledger/read-models/postgres/schema/create-tables';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import { addReadModels } from '@ledger/read-models/testing/fresh-read-models';
import type { PostgresCpu } from './postgres-cpu';
import { timed, type Taken } from './stopwatch';

/** Everything that a run leaves but the checkpoint, of which an empty schema has a row. */
const COPIED = [
  'ledger_events.events',
  ...TABLE_NAMES.filter((table) => table !== 'checkpoint').map((table) => `${LIVE_SCHEMA}.${table}`),
];

export interface CopyFloor {
  readonly rows: number;
  readonly taken: Taken;
}

/** What it takes to COPY the final rows of a run into the same empty schema, indexes included. */
export async function copyFloor(
  connectionString: string,
  folder: string,
  postgres: PostgresCpu | null,
): Promise<CopyFloor> {
  await copyOut(connectionString, folder);
  const empty = await emptyDatabase(connectionString);
  return connected(empty, async (client) => {
    await client.query('CHECKPOINT');
    const { result, taken } = await timed(postgres, async () => {
      let rows = 0;
      for (const table of COPIED) {
        const into = client.query(copyFrom(`COPY ${table} FROM STDIN`));
        await pipeline(createReadStream(fileOf(folder, table)), into);
        rows += into.rowCount;
      }
      return rows;
    });
    return { rows: result, taken };
  });
}

async function copyOut(connectionString: string, folder: string): Promise<void> {
  await connected(connectionString, async (client) => {
    for (const table of COPIED) {
      await pipeline(client.query(copyTo(`COPY ${table} TO STDOUT`)), createWriteStream(fileOf(folder, table)));
    }
  });
}

async function emptyDatabase(connectionString: string): Promise<string> {
  await connected(connectionString, (client) => client.query('CREATE DATABASE copy_floor'));
  const url = new URL(connectionString);
  url.pathname = '/copy_floor';
  const pool = new Pool({ connectionString: url.href, max: 1 });
  await migrateEventStore(pool);
  await pool.end();
  await (await addReadModels(url.href)).destroy();
  return url.href;
}

function fileOf(folder: string, table: string): string {
  return join(folder, `${table}.copy`);
}

/** Lends a connection. */
export async function connected<T>(connectionString: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
