import { BACKWARDS, END, EventStoreDBClient, START, streamNameFilter } from '@eventstore/db-client';
import {
  temporaryEventStoreDb,
  type TemporaryEventStoreDb,
} from '../../../test/support/eventstoredb/temporary-event-store-db';
import { all, event, to } from '../contract/sample-events.contract';
import { subscriber } from '../contract/subscriber.contract';
import { NO_STREAM } from '../event-store';
import type { EventStoreError } from '../event-store-error';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { type LogItem, orderedSubscription } from './ordered-subscription';

// Servers are started here, also on a busy machine.
jest.setTimeout(60_000);

describe('subscriptions to EventStoreDB', () => {
  let database: TemporaryEventStoreDb;
  let store: EventStoreDbEventStore;
  let troubles: EventStoreError[];
  let written: number;

  beforeEach(async () => {
    database = await temporaryEventStoreDb();
    troubles = [];
    written = 0;
    const settings = database.settings({ EVENTSTORE_ANSWER_TIMEOUT_MS: '1500' });
    store = new EventStoreDbEventStore({ ...settings, onTrouble: (error) => troubles.push(error) });
  });

  afterEach(async () => {
    await store.close();
    await database.remove();
  });

  const write = async (stream: string, count: number) => {
    const revision = (await store.heads([stream])).get(stream)?.revision ?? NO_STREAM;
    await store.append([to(stream, revision, ...Array.from({ length: count }, () => event(`e${++written}`)))]);
  };

  it('go on after the connection broke, without a gap and with nothing twice', async () => {
    const subscription = subscriber(store, 0n, ['thing']);
    await write('thing-1', 3);
    await subscription.until(3);
    await database.server.setFaults({ appendsThenHangUp: 1 });
    await write('thing-2', 3);
    await subscription.until(6);
    await write('thing-1', 3);
    await subscription.until(9);
    await subscription.end();
    expect(subscription.seen).toEqual(await all(store.readAll(0n, 'all')));
  });

  it('go on after the server was killed and started again', async () => {
    const subscription = subscriber(store, 0n, 'all');
    await write('thing-1', 3);
    await subscription.until(3);
    await database.server.kill();
    await database.server.restart();
    await write('thing-1', 3);
    await subscription.until(6);
    await subscription.end();
    expect(subscription.seen).toEqual(await all(store.readAll(0n, 'all')));
    expect(troubles.every(({ code }) => code === 'unreachable')).toBe(true);
  });

  it('lose nothing when the connection breaks again and again while they catch up', async () => {
    for (let i = 0; i < 4; i++) await write(`thing-${i}`, 1_000);
    const seen: bigint[] = [];
    const stop = new AbortController();
    await store.subscribe(
      0n,
      ['thing'],
      async (events) => {
        const before = Math.floor(seen.length / 1_000);
        seen.push(...events.map(({ position }) => position));
        if (seen.length === 4_000) stop.abort();
        else if (Math.floor(seen.length / 1_000) > before) {
          await database.server.setFaults({ appendsThenHangUp: 1 });
          await write(`noise-${seen.length}`, 1);
        }
      },
      stop.signal,
    );
    const things = await all(store.readAll(0n, ['thing']));
    expect(seen).toEqual(things.map(({ position }) => position));
  });

  it('reject when waiting does not help', async () => {
    await store.close();
    const closed = store.subscribe(0n, 'all', () => Promise.resolve(), new AbortController().signal);
    await expect(closed).rejects.toThrow('closed');
  });

  describe('with checkpoints', () => {
    let filter: ReturnType<typeof streamNameFilter>;
    let client: EventStoreDBClient;
    /** Where the log ended before: a real server has events of its own. */
    let from: bigint;

    beforeEach(async () => {
      const prefixes = [database.onServer('thing')];
      filter = streamNameFilter({ prefixes, maxSearchWindow: 5, checkpointInterval: 1 });
      client = EventStoreDBClient.connectionString(database.server.url);
      from = 0n;
      for await (const { event: last } of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }))
        from = last?.position.commit ?? 0n;
      for (let i = 0; i < 20; i++) {
        await write(`thing-${i}`, 10);
        await write(`noise-${i}`, 10);
      }
    });

    afterEach(() => client.dispose());

    it('are called back by the package for events that nobody has read yet', async () => {
      let read = 0n;
      const ahead: bigint[] = [];
      const note = ({ commit }: { commit: bigint }) => void (commit > read && ahead.push(commit - read));
      const checkpointReached = (_: unknown, position: { commit: bigint }) => Promise.resolve(note(position));
      const subscription = client.subscribeToAll({
        fromPosition: from === 0n ? START : { commit: from, prepare: from },
        filter: { ...filter, checkpointReached },
      });
      let count = 0;
      for await (const { event: received } of subscription) {
        await new Promise((resolve) => setImmediate(resolve));
        read = received?.position.commit ?? 0n;
        if (++count === 200) break;
      }
      const unread = (await all(store.readAll(0n, ['thing']))).map(({ position }) => position);
      expect(ahead.length).toBeGreaterThan(0);
      expect(unread).toHaveLength(200);
    });

    it('come in one order with the events here, so that resuming at any item loses nothing', async () => {
      const stop = new AbortController();
      const options = { from, filter, signal: stop.signal, gone: new AbortController().signal, timeoutMs: 5_000 };
      const items: LogItem[] = [];
      for await (const some of orderedSubscription(client, { ...options, noAnswer: () => new Error('silent') })) {
        await new Promise((resolve) => setImmediate(resolve));
        items.push(...some);
        if (some.some((item) => 'sign' in item && item.sign === 'caught up')) break;
      }
      const places = items.flatMap((item) =>
        'checkpoint' in item ? [item.checkpoint] : 'event' in item ? [item.event.position.commit] : [],
      );
      expect(items.filter((item) => 'checkpoint' in item)).toHaveLength(80);
      expect(places).toEqual([...places].sort((a, b) => Number(a - b)));
    });
  });
});
