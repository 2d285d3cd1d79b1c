// What the client package does by itself, in a process that may die of it: package-traps.ts TRAP URL PREFIX, started by a test.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient, jsonEvent, type JSONType } from '@eventstore/db-client';

const [, , trap = '', url = '', prefix = ''] = process.argv;
const NO_ID = '00000000-0000-0000-0000-000000000000';
const event = (data: unknown) => jsonEvent({ id: randomUUID(), type: 'trap.v1', data: data as JSONType });
const noted = (error: unknown) => error;

/** The server's second answer comes when it gives the append up. */
async function twiceAnswered(client: EventStoreDBClient, bad: ReturnType<typeof jsonEvent>): Promise<void> {
  await client.appendToStream(`${prefix}bad-1`, bad).catch(noted);
  await sleep(3_000);
}

const traps: Record<string, (client: EventStoreDBClient) => Promise<unknown>> = {
  /** One client goes while another waits for an answer. */
  'two clients': async (client) => {
    const other = EventStoreDBClient.connectionString(url);
    await other.appendToStream(`${prefix}two-0`, event({}));
    const both = [
      client.appendToStream(`${prefix}two-1`, event({})),
      other.appendToStream(`${prefix}two-2`, event({})),
    ];
    const ended = both.map((each) => each.catch(noted));
    await new Promise((resolve) => setImmediate(resolve));
    await client.dispose();
    return Promise.all(ended);
  },
  /** More is to be appended than the connection takes, and the connection breaks. */
  'queued appends': (client) => {
    const text = 'x'.repeat(200_000);
    const appends = Array.from({ length: 300 }, (_, nr) =>
      client.appendToStream(`${prefix}many-${nr}`, event({ text })),
    );
    process.send?.('under way');
    return Promise.all(appends.map((each) => each.catch(noted)));
  },
  /** Data that JSON cannot hold. */
  'a bigint': (client) => client.appendToStream(`${prefix}bigint-1`, event({ amount: 1n })).catch(noted),
  /** What the server calls a bad request. */
  'an empty type': (client) => twiceAnswered(client, jsonEvent({ id: randomUUID(), type: '', data: {} })),
  'an id of zeros': (client) => twiceAnswered(client, jsonEvent({ id: NO_ID, type: 'trap.v1', data: {} })),
  /** None: that the process lives when nothing is wrong. */
  none: (client) => client.appendToStream(`${prefix}none-1`, event({})),
};

void (async () => {
  const client = EventStoreDBClient.connectionString(url);
  await client.appendToStream(`${prefix}first-1`, event({}));
  process.send?.('ready');
  await traps[trap]?.(client);
  // What the package does not catch, or an answer that comes late, ends the process within this time.
  setTimeout(() => process.exit(0), 1_000);
})();
