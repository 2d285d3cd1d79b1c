import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { temporaryEventStoreDb } from './temporary-event-store-db';

// Servers are started here, also on a busy machine.
jest.setTimeout(60_000);

it('the EventStoreDB of the tests has what it answered for, also after SIGKILL in the middle of a write', async () => {
  const { dataDir, server, remove } = await temporaryEventStoreDb();
  const events = (...numbers: number[]) => numbers.map((nr) => jsonEvent({ type: 'n.v1', data: { nr } }));
  const connected = async <T>(use: (client: EventStoreDBClient) => Promise<T>) => {
    const client = EventStoreDBClient.connectionString(server.url);
    try {
      return await use(client);
    } finally {
      await client.dispose();
    }
  };
  const stored = () =>
    connected(async (client) => {
      const found: unknown[] = [];
      for await (const { event } of client.readStream('n-1')) found.push(event?.data);
      return found;
    });
  const append = (expectedRevision: bigint | 'no_stream', ...numbers: number[]) =>
    connected((client) => client.appendToStream('n-1', events(...numbers), { expectedRevision }));

  const { position } = await append('no_stream', 1, 2);
  await server.kill();
  const file = join(dataDir, 'events.ndjson');
  const whole = await readFile(file);
  await appendFile(file, '{"stream":"n-1","events":[["half');
  await server.restart();
  expect(await stored()).toEqual([{ nr: 1 }, { nr: 2 }]);
  expect(await readFile(file)).toEqual(whole);
  const next = await append(1n, 3);
  expect(next.position?.commit).toBeGreaterThan(position?.commit ?? 0n);
  await server.restart();
  expect(await stored()).toEqual([{ nr: 1 }, { nr: 2 }, { nr: 3 }]);
  await remove();
});
