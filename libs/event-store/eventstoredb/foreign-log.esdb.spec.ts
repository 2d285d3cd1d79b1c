import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import {
  temporaryEventStoreDb,
  type TemporaryEventStoreDb,
} from '../../../test/support/eventstoredb/temporary-event-store-db';
import { all, event, to } from '../contract/sample-events.contract';
import { NO_STREAM } from '../event-store';
import { EventStoreDbEventStore } from './eventstoredb-event-store';

// Servers are started here, also on a busy machine.
jest.setTimeout(60_000);

describe('a log of EventStoreDB that is not as the ledger left it', () => {
  let database: TemporaryEventStoreDb;
  let store: EventStoreDbEventStore;
  let client: EventStoreDBClient;

  beforeEach(async () => {
    database = await temporaryEventStoreDb();
    store = new EventStoreDbEventStore(database.settings());
    client = EventStoreDBClient.connectionString(database.server.url);
  });

  afterEach(async () => {
    await client.dispose();
    await store.close();
    await database.remove();
  });

  const isAnother = (position: bigint) =>
    expect.objectContaining({
      code: 'failed',
      message: expect.stringContaining(`has no event at position ${position}, up to which its log was read before`),
    });

  it('is named where a position lies between its events, or behind all of them', async () => {
    await store.append([to('thing-1', NO_STREAM, event('a'))]);
    const appended = await store.append([to('thing-1', 0n, event('b'))]);
    const last = appended.ok ? appended.position : 0n;
    const follow = (from: bigint) =>
      store.subscribe(from, 'all', () => Promise.resolve(), new AbortController().signal);
    for (const position of [last - 1n, last + 1_000_000_000n]) {
      await expect(all(store.readAll(position, 'all'))).rejects.toEqual(isAnother(position));
      await expect(follow(position)).rejects.toEqual(isAnother(position));
    }
    expect(await all(store.readAll(last, 'all'))).toEqual([]);
  });

  it('is named where a stream was deleted for good, to readers and writers', async () => {
    await store.append([to('thing-1', NO_STREAM, event('a'))]);
    await client.tombstoneStream(database.onServer('thing-1'));
    await expect(all(store.readAll(0n, 'all'))).rejects.toThrow(
      /^The stream "thing-1" was deleted for good in EventStoreDB: a tombstone stands in its place, at position \d+\. The ledger is not whole there/,
    );
    const read = () => all(store.read('thing-1', 0n));
    const append = () => store.append([to('thing-1', 0n, event('b'))]);
    for (const refused of [read, append]) {
      await expect(refused()).rejects.toThrow(/says that the stream was deleted: the ledger is not whole there/);
    }
  });

  it('is searched for the last event of the ledger behind thousands of others', async () => {
    const appended = await store.append([to('thing-1', NO_STREAM, event('a'))]);
    const others = Array.from({ length: 2_500 }, (_, nr) => jsonEvent({ type: 'other.v1', data: { nr } }));
    await client.appendToStream(`${database.onServer('thing-1')}x`.replace('.', '-'), others);
    const fresh = new EventStoreDbEventStore(database.settings());
    expect(await fresh.lastPosition()).toBe(appended.ok && appended.position);
    await fresh.close();
  });
});
