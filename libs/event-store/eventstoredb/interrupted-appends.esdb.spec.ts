import { EventStoreDBClient } from '@eventstore/db-client';
import {
  temporaryEventStoreDb,
  type TemporaryEventStoreDb,
} from '../../../test/support/eventstoredb/temporary-event-store-db';
import { all, APPENDED, DUPLICATE, event, to } from '../contract/sample-events.contract';
import { NO_STREAM } from '../event-store';
import type { EventStoreError } from '../event-store-error';
import { verifyChains } from '../verify-chain';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { MAX_APPEND_BYTES } from './event-size';
import { uuidOfHash } from './stored-event';
import { StreamNames } from './stream-names';

// Servers are started here, also on a busy machine.
jest.setTimeout(60_000);

describe('appends to EventStoreDB that are interrupted', () => {
  let database: TemporaryEventStoreDb;
  let store: EventStoreDbEventStore;
  let troubles: EventStoreError[];

  const open = (giveUpAfterMs = 45_000) =>
    new EventStoreDbEventStore({
      ...database.settings({ EVENTSTORE_ANSWER_TIMEOUT_MS: '1500' }),
      giveUpAfterMs,
      onTrouble: (error) => troubles.push(error),
    });

  beforeEach(async () => {
    database = await temporaryEventStoreDb();
    troubles = [];
    store = open();
  });

  afterEach(async () => {
    await store.close();
    await database.remove();
  });

  const names = async () => (await all(store.readAll(0n, 'all'))).map(({ metadata }) => metadata['seq']);
  const untilTrouble = async (more = 1) => {
    const enough = troubles.length + more;
    while (troubles.length < enough) await new Promise((resolve) => setImmediate(resolve));
  };

  it('are there once when the connection broke after they took effect', async () => {
    await store.append([to('thing-1', NO_STREAM, event('a'))]);
    await database.server.setFaults({ appendsThenHangUp: 1 });
    expect(await store.append([to('thing-1', 0n, event('b'))])).toMatchObject({ ok: true });
    expect(troubles.map(({ code }) => code)).toEqual(['unreachable']);
    expect(await store.append([to('thing-1', 1n, event('c'))])).toMatchObject(APPENDED);
    expect(await names()).toEqual(['a', 'b', 'c']);
  });

  it('are there once when the answer never came: the client would wait for ever', async () => {
    await store.append([to('thing-1', NO_STREAM, event('a'))]);
    await database.server.setFaults({ appendsWithoutAnswer: 1 });
    expect(await store.append([to('thing-1', 0n, event('b'))])).toMatchObject({ ok: true });
    expect(troubles[0]?.message).toMatch(/did not answer within 1500 ms/);
    expect(await names()).toEqual(['a', 'b']);
  });

  it('are made when a server that answered nothing answers again', async () => {
    await database.server.setFaults({ silent: true });
    const appending = store.append([to('thing-1', NO_STREAM, event('a'))]);
    await untilTrouble();
    await database.server.setFaults({ silent: false });
    expect(await appending).toMatchObject(APPENDED);
  });

  it('are made when the other end was held still with its connections open', async () => {
    await store.append([to('thing-1', NO_STREAM, event('a'))]);
    await database.server.freeze();
    const appending = store.append([to('thing-1', 0n, event('b'))]);
    await untilTrouble(2);
    await database.server.thaw();
    expect(await appending).toMatchObject({ ok: true });
    expect(await names()).toEqual(['a', 'b']);
  });

  it('are there once when the server was killed after they took effect, and started again', async () => {
    await store.append([to('thing-1', NO_STREAM, event('a'))]);
    await database.server.setFaults({ appendsUntilKilled: 1 });
    const appending = store.append([to('thing-1', 0n, event('b'), event('c'))]);
    await database.server.ended();
    await database.server.restart();
    expect(await appending).toMatchObject({ ok: true });
    expect(await names()).toEqual(['a', 'b', 'c']);
    expect(await verifyChains(store.readAll(0n, 'all'))).toEqual({ ok: true, events: 3 });
  });

  it('do not end the process when the connection breaks under many of them', async () => {
    await store.append([to('thing-0', NO_STREAM, event('first'))]);
    const other = open();
    await database.server.setFaults({ appendsThenHangUp: 3 });
    const appends = Array.from({ length: 200 }, (_, nr) =>
      (nr % 2 === 0 ? store : other).append([to(`many-${nr}`, NO_STREAM, event(`${nr}/1`), event(`${nr}/2`))]),
    );
    expect(await Promise.all(appends)).toEqual(appends.map(() => expect.objectContaining({ ok: true })));
    expect(troubles.length).toBeGreaterThan(0);
    expect(await verifyChains(store.readAll(0n, ['many']))).toEqual({ ok: true, events: 400 });
    await other.close();
  });

  it('are completed by asking again when only some of the streams were reached', async () => {
    const requests = ['a', 'b', 'c', 'd'].map((name) => to(`thing-${name}`, NO_STREAM, event(name)));
    await store.close();
    store = open(0);
    await database.server.setFaults({ appendsUntilKilled: 1 });
    await expect(store.append(requests)).rejects.toMatchObject({ code: 'unreachable' });
    await database.server.restart();
    await store.close();
    store = open();
    expect(await names()).toEqual(['a']);
    expect(await store.append(requests)).toMatchObject(APPENDED);
    expect((await names()).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(await store.append(requests)).toMatchObject(DUPLICATE);
  });

  describe('of more than the server takes at once', () => {
    const large = (name: string) => event(name, { text: name.repeat(MAX_APPEND_BYTES / 3) });
    const seven = [...'abcdefg'].map(large);

    it('go in pieces, in their order', async () => {
      expect(await store.append([to('large-1', NO_STREAM, ...seven)])).toMatchObject(APPENDED);
      expect(await names()).toEqual([...'abcdefg']);
      expect(await store.append([to('large-1', NO_STREAM, ...seven)])).toMatchObject(DUPLICATE);
      expect(await verifyChains(store.readAll(0n, 'all'))).toEqual({ ok: true, events: 7 });
    });

    it('are completed by asking again when only the first pieces were reached', async () => {
      await store.close();
      store = open(0);
      await database.server.setFaults({ appendsUntilKilled: 2 });
      await expect(store.append([to('large-1', NO_STREAM, ...seven)])).rejects.toMatchObject({ code: 'unreachable' });
      await database.server.restart();
      await store.close();
      store = open();
      expect(await names()).toEqual([...'abcd']);
      expect(await store.append([to('large-1', NO_STREAM, ...seven)])).toMatchObject(APPENDED);
      expect(await names()).toEqual([...'abcdefg']);
    });

    it('are refused when there is too much beside the data of a single event', async () => {
      const huge = { ...event('huge'), metadata: { text: 'x'.repeat(MAX_APPEND_BYTES) } };
      await expect(store.append([to('large-1', NO_STREAM, huge)])).rejects.toThrow(
        /with 900\d+ bytes beside its data; the limit is 900000/,
      );
    });
  });

  describe('with an event that is larger than the server takes', () => {
    // Cut between the halves of a character somewhere, and of characters that are escaped.
    const text = `x${'\u{1f600}"\\é\ud83d'.repeat(400_000)}`;
    const huge = (name: string) => event(name, { text, name });
    const three = [to('large-1', NO_STREAM, event('a'), huge('b'), event('c'))];

    it('keep its data beside it, and every reader has it whole', async () => {
      expect(await store.append(three)).toMatchObject(APPENDED);
      const expected = three[0]?.events;
      const read = await all(store.read('large-1', 0n));
      expect(read).toMatchObject(expected ?? []);
      expect(await all(store.readAll(0n, 'all'))).toEqual(read);
      expect(await all(store.readAll(0n, ['large']))).toEqual(read);
      expect(await verifyChains(store.readAll(0n, 'all'))).toEqual({ ok: true, events: 3 });
      expect(await store.append(three)).toMatchObject(DUPLICATE);
      expect(await store.append([to('large-1', 0n, huge('x'))])).toMatchObject({ ok: false });
      expect(await store.lastPosition()).toBe(read.at(-1)?.position);
    });

    it.each([1, 2, 4])('are completed by asking again where the server died after %i appends', async (appends) => {
      await store.close();
      store = open(0);
      await database.server.setFaults({ appendsUntilKilled: appends });
      await expect(store.append(three)).rejects.toMatchObject({ code: 'unreachable' });
      await database.server.restart();
      await store.close();
      store = open();
      expect(await all(store.read('large-1', 0n))).toEqual([]);
      expect(await store.lastPosition()).toBe(0n);
      expect(await store.append(three)).toMatchObject(APPENDED);
      expect(await all(store.read('large-1', 0n))).toMatchObject(three[0]?.events ?? []);
      expect(await verifyChains(store.readAll(0n, 'all'))).toEqual({ ok: true, events: 3 });
    });

    it('is named where it has lost a part', async () => {
      await store.append(three);
      const [, { hash = '' } = {}] = await all(store.read('large-1', 0n));
      const client = EventStoreDBClient.connectionString(database.server.url);
      await client.deleteStream(database.onServer(new StreamNames(null).ofParts(uuidOfHash(hash))));
      await client.dispose();
      await expect(all(store.readAll(0n, 'all'))).rejects.toThrow(
        /^event 1 of the stream "large-1" in EventStoreDB is kept in \d+ parts, and the stream .* has 0 of them/,
      );
    });
  });
});
