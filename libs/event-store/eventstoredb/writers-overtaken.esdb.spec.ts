import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import {
  temporaryEventStoreDb,
  type TemporaryEventStoreDb,
} from '../../../test/support/eventstoredb/temporary-event-store-db';
import { all, APPENDED, DUPLICATE, event, idOf, to } from '../contract/sample-events.contract';
import { NO_STREAM } from '../event-store';
import type { EventStoreError } from '../event-store-error';
import { EventStoreDbEventStore } from './eventstoredb-event-store';

describe('two writers on EventStoreDB', () => {
  let database: TemporaryEventStoreDb;
  let store: EventStoreDbEventStore;
  let other: EventStoreDbEventStore;

  beforeEach(async () => {
    database = await temporaryEventStoreDb();
    store = new EventStoreDbEventStore(database.settings());
    other = new EventStoreDbEventStore(database.settings());
    // Both know where the stream ends.
    await store.append([to('facts-a', NO_STREAM, event('first'))]);
    await other.heads(['facts-a']);
  });

  afterEach(async () => {
    await Promise.all([store.close(), other.close()]);
    await database.remove();
  });

  const overtaken = { ok: false, conflict: { stream: 'facts-a', expected: 0n, actual: 1n } };

  it('are told apart also by what they write under the same id: the server alone would compare the ids', async () => {
    expect(await store.append([to('facts-a', 0n, event('same', { clock: 1 }))])).toMatchObject(APPENDED);
    expect(await other.append([to('facts-a', 0n, event('same', { clock: 2 }))])).toEqual(overtaken);
    expect(await other.append([to('facts-a', 0n, event('same', { clock: 1 }))])).toMatchObject(DUPLICATE);
    expect(await all(store.read('facts-a', 0n))).toHaveLength(2);
  });

  it('fence each other off by the first stream of an append', async () => {
    await store.append([to('facts-a', 0n, event('second'))]);
    expect(await other.append([to('facts-a', 0n, event('late')), to('deal-1', NO_STREAM, event('late'))])).toEqual(
      overtaken,
    );
    expect(await all(store.read('deal-1', 0n))).toEqual([]);
  });

  it('are told of each stream that should be new and is not, whatever it holds', async () => {
    await other.append([to('deal-1', NO_STREAM, event('deal')), to('deal-2', NO_STREAM, event('deal'))]);
    const position = await other.lastPosition();
    const changed = { ...event('deal'), metadata: { seq: 'deal', attempt: 2 } };
    expect(await store.append([to('deal-2', NO_STREAM, event('deal'))])).toEqual({ ...DUPLICATE, position });
    expect(await store.append([to('deal-1', NO_STREAM, changed)])).toMatchObject(DUPLICATE);
    await store.close();
    store = new EventStoreDbEventStore(database.settings());
    expect(await store.append([to('deal-2', NO_STREAM, event('else'))])).toMatchObject({ ok: false });
    expect(await all(store.readAll(0n, ['deal']))).toHaveLength(2);
  });

  it('append nothing when a later stream is not as expected', async () => {
    await other.append([to('deal-1', NO_STREAM, event('there'), event('more'))]);
    const requests = [to('facts-a', 0n, event('second')), to('deal-1', 0n, event('late'))];
    expect(await store.append(requests)).toMatchObject({ ok: false, conflict: { stream: 'deal-1', actual: 1n } });
    expect(await all(store.read('facts-a', 0n))).toHaveLength(1);
  });

  it('would be taken for a duplicate by the package below the current revision only', async () => {
    const client = EventStoreDBClient.connectionString(database.server.url);
    const raw = (data: object) => jsonEvent({ id: idOf('raw'), type: 'raw.v1', data: { ...data } });
    const options = (expectedRevision: bigint | 'no_stream') => ({ expectedRevision });
    await store.close();
    await other.close();
    const first = await client.appendToStream(database.onServer('raw-1'), raw({ a: 1 }), options('no_stream'));
    const duplicate = await client.appendToStream(database.onServer('raw-1'), raw({ other: 2 }), options('no_stream'));
    expect(duplicate).toEqual(first);
    expect(await client.appendToStream(database.onServer('raw-1'), raw({ a: 1 }), options(0n))).toMatchObject({
      nextExpectedRevision: 1n,
    });
    await client.dispose();
  });

  it('wait for an append that the server has under way already, and disturb no other', async () => {
    const troubles: EventStoreError[] = [];
    const onTrouble = (error: EventStoreError) => troubles.push(error);
    await Promise.all([store.close(), other.close()]);
    [store, other] = [1, 2].map(() => new EventStoreDbEventStore({ ...database.settings(), onTrouble })) as [
      EventStoreDbEventStore,
      EventStoreDbEventStore,
    ];
    const same = () => [to('deal-1', NO_STREAM, event('deal', { text: 'x'.repeat(500_000) }))];
    const healthy = Array.from({ length: 7 }, (_, nr) => [to(`deal-2${nr}`, NO_STREAM, event('deal'))]);
    const answers = await Promise.all([
      store.append(same()),
      other.append(same()),
      ...healthy.map((each) => store.append(each)),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual(answers.map(() => true));
    expect(troubles.map(({ message }) => message)).toEqual(
      troubles.map(() =>
        expect.stringContaining('did not finish an append in time: the same one is under way already'),
      ),
    );
    expect(await all(store.readAll(0n, ['deal']))).toHaveLength(8);
  });

  it('cannot be connected to two servers in one process, which the package would not survive', async () => {
    const elsewhere = database.settings({ EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false' });
    expect(() => new EventStoreDbEventStore(elsewhere)).toThrow(
      'The EventStoreDB at 127.0.0.1:1 needs a process of its own: this process is connected to another one already',
    );
    await Promise.all([store.close(), other.close()]);
    const free = new EventStoreDbEventStore(elsewhere);
    await free.close();
  });
});
