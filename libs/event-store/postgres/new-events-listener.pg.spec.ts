import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { freshEventStore } from '../../../test/support/event-store';
import type { AppendRequest } from '../event-store';
import { NEW_EVENTS_CHANNEL } from './event-store-roles';
import { NewEventsListener } from './new-events-listener';
import { PostgresEventStore } from './postgres-event-store';

const ODD = ['abc', '', '-1', '0x10', '1e5', ' 7', '9'.repeat(40), "'; DROP TABLE x; --"];
const FAR_AHEAD = '9223372036854775807';

describe('a notification about new events, which any role may send', () => {
  let database: Awaited<ReturnType<typeof freshEventStore>>;
  let anybody: Client;
  const closing = new AbortController();

  beforeAll(async () => {
    database = await freshEventStore();
    anybody = new Client({ connectionString: database.connectionString });
    await anybody.connect();
  });

  afterAll(async () => {
    closing.abort();
    await anybody.end();
    await database.drop();
  });

  const notify = (payload: string) => anybody.query('SELECT pg_notify($1, $2)', [NEW_EVENTS_CHANNEL, payload]);

  it('does not end a subscription, whatever it says, and the next event comes', async () => {
    const store = new PostgresEventStore({ connectionString: database.connectionString });
    const seen: string[] = [];
    const stopping = new AbortController();
    const following = store.subscribe(
      0n,
      ['odd'],
      (events) => Promise.resolve(void seen.push(...events.map(({ stream }) => stream))),
      stopping.signal,
    );
    await store.append([request('odd-1')]);
    await until(() => seen.length === 1);
    for (const payload of [...ODD, FAR_AHEAD]) await notify(payload);
    await store.append([request('odd-2')]);
    await until(() => seen.length === 2);
    stopping.abort();
    await following;
    await store.close();
    expect(seen).toEqual(['odd-1', 'odd-2']);
  });

  it('makes nobody look again and again for what is not there', async () => {
    const listener = new NewEventsListener({ connectionString: database.connectionString }, closing.signal);
    const { signal } = new AbortController();
    // The connection is there, and what it woke for was looked at.
    await listener.untilMore(2n, signal);
    await listener.untilMore(2n, signal);
    for (const payload of [...ODD, FAR_AHEAD]) await notify(payload);
    await delay(100);
    const startedAtMs = performance.now();
    for (let looks = 0; looks < 3; looks++) await listener.untilMore(2n, signal);
    // One look at once, for what was told; then each waits its second.
    expect(performance.now() - startedAtMs).toBeGreaterThan(1_500);
    await anybody.query('SELECT 1');
    closing.abort();
    await listener.close();
  });
});

function request(stream: string): AppendRequest {
  return {
    stream,
    expectedRevision: -1n,
    events: [{ id: crypto.randomUUID(), type: 'Odd', data: {}, metadata: {} }],
  };
}

async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 10_000; !isSo(); await delay(20)) {
    if (Date.now() > deadline) throw new Error('it did not come');
  }
}
