import { createHash } from 'node:crypto';
import { type AppendRequest, type EventStore, type NewEvent, NO_STREAM, type RecordedEvent } from './event-store';
import type { JsonValue } from './json-value';
import { verifyChains, verifyStream } from './verify-chain';

/** What the suite needs to know about an adapter. */
export interface EventStoreUnderTest {
  /** An empty store; `reopen` gives another client of the same events, as a second process would have. */
  open(): Promise<{ store: EventStore; reopen(): Promise<EventStore> }>;
  /** Whether an append to several streams is all or nothing. */
  readonly atomicAcrossStreams: boolean;
}

/** The uuid of a name, as writers make it: the same name, the same id. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

export function event(name: string, data: JsonValue = { name }): NewEvent {
  return { id: idOf(name), type: 'thing.happened.v1', data, metadata: { seq: name, termsVersion: 1 } };
}

/** An append to one stream. */
export function to(stream: string, expectedRevision: bigint, ...events: NewEvent[]): AppendRequest {
  return { stream, expectedRevision, events };
}

export async function all(events: AsyncIterable<RecordedEvent>): Promise<RecordedEvent[]> {
  const list: RecordedEvent[] = [];
  for await (const item of events) list.push(item);
  return list;
}

const APPENDED = { ok: true, duplicate: false };
const DUPLICATE = { ok: true, duplicate: true };

/** What every adapter does alike; run by a spec file of each. */
export function describeEventStore(name: string, underTest: EventStoreUnderTest): void {
  describe(`event store contract: ${name}`, () => {
    let store: EventStore;
    let reopen: () => Promise<EventStore>;
    const opened: EventStore[] = [];

    beforeEach(async () => {
      ({ store, reopen } = await underTest.open());
      opened.push(store);
    });

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((each) => each.close()));
    });

    const another = async (): Promise<EventStore> => {
      const other = await reopen();
      opened.push(other);
      return other;
    };

    describeAppendAndRead(() => store);
    describeConflictsAndDuplicates(() => store, another, underTest.atomicAcrossStreams);
    describeReadAll(() => store);
    describeSubscribe(() => store, another);
    describeChain(() => store, another);
    describeConcurrency(() => store, another);
    describeRefusals(() => store);
  });
}

function describeAppendAndRead(store: () => EventStore): void {
  it('keeps what was appended, in order, with revisions from 0 and ascending positions', async () => {
    expect(await store().append([to('thing-1', NO_STREAM, event('a'), event('b'))])).toMatchObject(APPENDED);
    const last = await store().append([to('thing-1', 1n, event('c'))]);
    const events = await all(store().read('thing-1', 0n));
    expect(events.map(({ id, revision, data }) => ({ id, revision, data }))).toEqual([
      { id: idOf('a'), revision: 0n, data: { name: 'a' } },
      { id: idOf('b'), revision: 1n, data: { name: 'b' } },
      { id: idOf('c'), revision: 2n, data: { name: 'c' } },
    ]);
    expect(events).toEqual(
      [...events].sort((a, b) => Number(a.position - b.position)).map((each) => ({ ...each, stream: 'thing-1' })),
    );
    expect(last).toMatchObject({ position: events[2]?.position });
    expect(events[0]).toMatchObject({ type: 'thing.happened.v1', metadata: { seq: 'a', termsVersion: 1 } });
  });

  it('reads a stream from a revision, and no more than asked for', async () => {
    await store().append([to('thing-1', NO_STREAM, ...['a', 'b', 'c', 'd'].map((name) => event(name)))]);
    const names = async (from: bigint, limit?: number) =>
      (await all(store().read('thing-1', from, limit))).map(({ data }) => (data as { name: string }).name);
    expect(await names(2n)).toEqual(['c', 'd']);
    expect(await names(1n, 2)).toEqual(['b', 'c']);
    expect(await names(4n)).toEqual([]);
    expect(await names(0n, 0)).toEqual([]);
    expect(await all(store().read('thing-2', 0n))).toEqual([]);
  });

  it('gives back any JSON as canonical JSON, byte for byte', async () => {
    const data = {
      z: 1,
      a: ['ünïcode', '😀', '\u2028', 'NUL \u0000', 'half \ud800', '"\\\n\t'],
      numbers: [0, -0, 1e21, 0.1, -1.5, Number.MAX_SAFE_INTEGER],
      nested: { b: null, a: true, '': {}, é: [] },
    };
    await store().append([to('thing-ü😀', NO_STREAM, event('a', data))]);
    const [read] = await all(store().read('thing-ü😀', 0n));
    expect(JSON.stringify(read?.data)).toBe(
      '{"a":["ünïcode","😀","\u2028","NUL \\u0000","half \\ud800","\\"\\\\\\n\\t"],' +
        '"nested":{"":{},"a":true,"b":null,"é":[]},"numbers":[0,0,1e+21,0.1,-1.5,9007199254740991],"z":1}',
    );
    for (const plain of ['text', 7, true, null, []]) {
      await store().append([to(`plain-${JSON.stringify(plain)}`, NO_STREAM, event('p', plain))]);
      expect((await all(store().read(`plain-${JSON.stringify(plain)}`, 0n)))[0]?.data).toEqual(plain);
    }
  });

  it('tells the heads of the streams that have events', async () => {
    await store().append([to('thing-1', NO_STREAM, event('a'), event('b')), to('thing-2', NO_STREAM, event('c'))]);
    const [, second] = await all(store().read('thing-1', 0n));
    const heads = await store().heads(['thing-1', 'thing-2', 'thing-3']);
    expect([...heads.keys()].sort()).toEqual(['thing-1', 'thing-2']);
    expect(heads.get('thing-1')).toEqual({ revision: 1n, hash: second?.hash });
    expect(await store().heads([])).toEqual(new Map());
  });
}

function describeConflictsAndDuplicates(
  store: () => EventStore,
  another: () => Promise<EventStore>,
  atomicAcrossStreams: boolean,
): void {
  it('refuses a writer that was overtaken, and says where the stream stands', async () => {
    await store().append([to('thing-1', NO_STREAM, event('a'), event('b'))]);
    expect(await store().append([to('thing-1', NO_STREAM, event('x'))])).toEqual({
      ok: false,
      conflict: { stream: 'thing-1', expected: -1n, actual: 1n },
    });
    expect(await store().append([to('thing-1', 5n, event('x'))])).toEqual({
      ok: false,
      conflict: { stream: 'thing-1', expected: 5n, actual: 1n },
    });
    expect(await store().append([to('thing-9', 0n, event('x'))])).toEqual({
      ok: false,
      conflict: { stream: 'thing-9', expected: 0n, actual: -1n },
    });
    expect(await all(store().read('thing-1', 0n))).toHaveLength(2);
  });

  it('recognises an append whose answer was lost, also from another client and after later events', async () => {
    const lost = [to('thing-1', NO_STREAM, event('a'), event('b')), to('thing-2', NO_STREAM, event('c'))];
    const first = await store().append(lost);
    const position = first.ok ? first.position : 0n;
    expect(await store().append(lost)).toEqual({ ...DUPLICATE, position });
    await store().append([to('thing-1', 1n, event('d'))]);
    expect(await store().append(lost)).toEqual({ ...DUPLICATE, position });
    expect(await (await another()).append(lost)).toEqual({ ...DUPLICATE, position });
    expect(await all(store().readAll(0n, 'all'))).toHaveLength(4);
  });

  it('takes what is only partly there, or there with other data, for a conflict', async () => {
    await store().append([to('thing-1', NO_STREAM, event('a'), event('b'))]);
    const conflict = { ok: false, conflict: { stream: 'thing-1', expected: -1n, actual: 1n } };
    expect(await store().append([to('thing-1', NO_STREAM, event('a'), event('b'), event('c'))])).toEqual(conflict);
    expect(await store().append([to('thing-1', NO_STREAM, event('a'), event('x'))])).toEqual(conflict);
    expect(await store().append([to('thing-1', NO_STREAM, event('b'), event('a'))])).toEqual(conflict);
    expect(await store().append([to('thing-1', NO_STREAM, event('a', { other: 1 }))])).toEqual(conflict);
    expect(await store().append([to('thing-1', NO_STREAM, { ...event('a'), type: 'other.v1' })])).toEqual(conflict);
    expect(await all(store().read('thing-1', 0n))).toHaveLength(2);
  });

  it('completes an append of which some streams are there already', async () => {
    await store().append([to('thing-1', NO_STREAM, event('a'))]);
    const result = await store().append([to('thing-1', NO_STREAM, event('a')), to('thing-2', NO_STREAM, event('b'))]);
    expect(result).toMatchObject(APPENDED);
    expect((await all(store().readAll(0n, 'all'))).map(({ id }) => id)).toEqual([idOf('a'), idOf('b')]);
  });

  if (atomicAcrossStreams) {
    it('appends to all streams or to none', async () => {
      await store().append([to('thing-2', NO_STREAM, event('a'))]);
      const refused = await store().append([
        to('thing-1', NO_STREAM, event('b')),
        to('thing-2', NO_STREAM, event('c')),
      ]);
      expect(refused).toEqual({ ok: false, conflict: { stream: 'thing-2', expected: -1n, actual: 0n } });
      expect(await all(store().read('thing-1', 0n))).toEqual([]);
      expect(await store().append([to('thing-1', NO_STREAM, event('b'))])).toMatchObject(APPENDED);
    });
  }

  it('gives each of many appends made at once its own answer', async () => {
    await store().append([to('thing-0', NO_STREAM, event('first'))]);
    const results = await Promise.all([
      store().append([to('thing-1', NO_STREAM, event('a'))]),
      store().append([to('thing-1', 0n, event('b'), event('c'))]),
      store().append([to('thing-0', NO_STREAM, event('first'))]),
      store().append([to('thing-0', NO_STREAM, event('late'))]),
      store().append([to('thing-1', 2n, event('d')), to('thing-2', NO_STREAM, event('e'))]),
    ]);
    expect(results).toMatchObject([
      APPENDED,
      APPENDED,
      DUPLICATE,
      { ok: false, conflict: { stream: 'thing-0', actual: 0n } },
      APPENDED,
    ]);
    const positions = new Map((await all(store().readAll(0n, 'all'))).map(({ id, position }) => [id, position]));
    const ends = ['a', 'c', 'first', undefined, 'e'].map((name) => name && positions.get(idOf(name)));
    expect(results.map((result) => (result.ok ? result.position : undefined))).toEqual(ends);
  });
}

function describeReadAll(store: () => EventStore): void {
  describe('all streams', () => {
    beforeEach(async () => {
      await store().append([
        to('facts-a', NO_STREAM, event('1'), event('2')),
        to('partner-a-7', NO_STREAM, event('3')),
        to('facts-b', NO_STREAM, event('4')),
        to('plain', NO_STREAM, event('5')),
      ]);
    });

    const names = (events: readonly RecordedEvent[]) => events.map(({ metadata }) => metadata['seq']);

    it('reads all streams in one order, from after a position, and no more than asked for', async () => {
      const events = await all(store().readAll(0n, 'all'));
      expect(names(events)).toEqual(['1', '2', '3', '4', '5']);
      const second = events[1]?.position ?? 0n;
      expect(second).toBeGreaterThan(0n);
      expect(names(await all(store().readAll(second, 'all')))).toEqual(['3', '4', '5']);
      expect(names(await all(store().readAll(second, 'all', 2)))).toEqual(['3', '4']);
      expect(await store().lastPosition()).toBe(events[4]?.position);
    });

    it('reads the categories asked for; a category ends at the first dash', async () => {
      expect(names(await all(store().readAll(0n, ['facts'])))).toEqual(['1', '2', '4']);
      expect(names(await all(store().readAll(0n, ['partner', 'plain'])))).toEqual(['3', '5']);
      expect(names(await all(store().readAll(0n, ['facts'], 2)))).toEqual(['1', '2']);
      expect(await all(store().readAll(0n, ['fact', 'facts-a']))).toEqual([]);
    });

    it('reads nothing after the end', async () => {
      expect(await all(store().readAll(await store().lastPosition(), 'all'))).toEqual([]);
    });
  });
}

/** Collects what a subscription hands over, and waits for the events wanted. */
function subscriber(store: EventStore, from: bigint, categories: readonly string[] | 'all') {
  const seen: RecordedEvent[] = [];
  const stop = new AbortController();
  let arrived = () => undefined as void;
  const ended = store.subscribe(
    from,
    categories,
    (events) => {
      seen.push(...events);
      arrived();
      return Promise.resolve();
    },
    stop.signal,
  );
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      arrived = () => (seen.length >= count ? resolve() : undefined);
      arrived();
    });
  return { seen, until, end: () => (stop.abort(), ended) };
}

function describeSubscribe(store: () => EventStore, another: () => Promise<EventStore>): void {
  it('hands over what is there and then what comes, also from another client', async () => {
    await store().append([to('thing-1', NO_STREAM, event('a'), event('b'))]);
    const subscription = subscriber(store(), 0n, 'all');
    await subscription.until(2);
    await (await another()).append([to('thing-2', NO_STREAM, event('c'))]);
    await subscription.until(3);
    await store().append([to('thing-1', 1n, event('d'))]);
    await subscription.until(4);
    await subscription.end();
    expect(subscription.seen).toEqual(await all(store().readAll(0n, 'all')));
  });

  it('goes on after a position, with the categories asked for', async () => {
    await store().append([to('thing-1', NO_STREAM, event('a'), event('b'))]);
    const [first] = await all(store().readAll(0n, 'all'));
    const subscription = subscriber(store(), first?.position ?? 0n, ['thing']);
    await subscription.until(1);
    await store().append([to('other-1', NO_STREAM, event('x')), to('thing-1', 1n, event('c'))]);
    await subscription.until(2);
    await subscription.end();
    expect(subscription.seen.map(({ id }) => id)).toEqual([idOf('b'), idOf('c')]);
  });

  it('hands over one batch at a time', async () => {
    const stop = new AbortController();
    let busy = 0;
    const most: number[] = [];
    let count = 0;
    const ended = store().subscribe(
      0n,
      'all',
      async (events) => {
        most.push(++busy);
        await new Promise((resolve) => setImmediate(resolve));
        busy--;
        count += events.length;
        if (count === 20) stop.abort();
      },
      stop.signal,
    );
    for (let i = 0; i < 20; i++) await store().append([to('thing-1', BigInt(i) - 1n, event(`e${i}`))]);
    await ended;
    expect(Math.max(...most)).toBe(1);
    expect(count).toBe(20);
  });

  it('rejects when the reader fails, and ends when the store is closed', async () => {
    await store().append([to('thing-1', NO_STREAM, event('a'))]);
    const failing = store().subscribe(0n, 'all', () => Promise.reject(new Error('no')), new AbortController().signal);
    await expect(failing).rejects.toThrow('no');
    const other = await another();
    const subscription = subscriber(other, 0n, 'all');
    await subscription.until(1);
    await other.close();
    await expect(subscription.end()).resolves.toBeUndefined();
  });
}

function describeChain(store: () => EventStore, another: () => Promise<EventStore>): void {
  it('chains the events of a stream by hashes that cover all of an event', async () => {
    await store().append([to('thing-1', NO_STREAM, event('a'), event('b')), to('thing-2', NO_STREAM, event('a'))]);
    await store().append([to('thing-1', 1n, event('c'))]);
    expect(await verifyStream(store(), 'thing-1')).toEqual({ ok: true, events: 3 });
    expect(await verifyChains(store().readAll(0n, 'all'))).toEqual({ ok: true, events: 4 });
    const canonical = `["thing-1","0","thing.happened.v1","${idOf('a')}",{"name":"a"},{"seq":"a","termsVersion":1}]`;
    const [first] = await all(store().read('thing-1', 0n));
    expect(first?.hash).toBe(
      createHash('sha256')
        .update(`${'0'.repeat(64)}${canonical}`)
        .digest('hex'),
    );
  });

  it('goes on with a chain that another client wrote to in between', async () => {
    await store().append([to('thing-1', NO_STREAM, event('a'))]);
    await (await another()).append([to('thing-1', 0n, event('b'))]);
    await store().append([to('thing-1', 1n, event('c'))]);
    expect(await verifyStream(store(), 'thing-1')).toEqual({ ok: true, events: 3 });
  });
}

function describeConcurrency(store: () => EventStore, another: () => Promise<EventStore>): void {
  it('lets one of two writers win, each time', async () => {
    const writers = [store(), await another()];
    for (let round = 0n; round < 20n; round++) {
      const results = await Promise.all(
        writers.map((writer, nr) => writer.append([to('thing-1', round - 1n, event(`${round}/${nr}`))])),
      );
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(results.find(({ ok }) => !ok)).toEqual({
        ok: false,
        conflict: { stream: 'thing-1', expected: round - 1n, actual: round },
      });
    }
    expect(await verifyStream(store(), 'thing-1')).toEqual({ ok: true, events: 20 });
  });

  it('shows a subscription every event of many writers at the same time, once and in order', async () => {
    const writers = [store(), await another(), await another()];
    const subscription = subscriber(store(), 0n, 'all');
    const perWriter = 60;
    await Promise.all(
      writers.map(async (writer, nr) => {
        for (let i = 0; i < perWriter; i++) {
          expect(await writer.append([to(`thing-${nr}`, BigInt(i) - 1n, event(`${nr}/${i}`))])).toMatchObject(APPENDED);
        }
      }),
    );
    await subscription.until(writers.length * perWriter);
    await subscription.end();
    expect(subscription.seen).toEqual(await all(store().readAll(0n, 'all')));
    expect(subscription.seen).toHaveLength(writers.length * perWriter);
  });

  it('takes 5,000 events over 500 streams in one append, and knows them again', async () => {
    const requests = Array.from({ length: 500 }, (_, stream) =>
      to(`thing-${stream}`, NO_STREAM, ...Array.from({ length: 10 }, (_, nr) => event(`${stream}/${nr}`))),
    );
    const result = await store().append(requests);
    expect(result).toEqual({ ...APPENDED, position: await store().lastPosition() });
    expect(await verifyChains(store().readAll(0n, 'all'))).toEqual({ ok: true, events: 5_000 });
    expect(await store().append(requests)).toMatchObject(DUPLICATE);
    expect((await all(store().readAll(0n, 'all', 1_234))).length).toBe(1_234);
  });
}

function describeRefusals(store: () => EventStore): void {
  const refused: readonly [string, readonly AppendRequest[], RegExp][] = [
    ['nothing', [], /append without a stream/],
    ['a stream twice', [to('t-1', -1n, event('a')), to('t-1', 0n, event('b'))], /"t-1" twice in one append/],
    ['no events', [to('t-1', -1n)], /without events to "t-1"/],
    ['a nameless stream', [to('', -1n, event('a'))], /without a name/],
    ['NUL in a stream', [to('t-\u0000', -1n, event('a'))], /has a NUL/],
    ['half a character in a stream', [to('t-\ud83d', -1n, event('a'))], /half a character/],
    ['an endless name', [to(`t-${'x'.repeat(3000)}`, -1n, event('a'))], /3002 bytes; the limit is 2000/],
    ['an id that is no uuid', [to('t-1', -1n, { ...event('a'), id: 'a' })], /event id "a" for "t-1"/],
    ['an id twice', [to('t-1', -1n, event('a'), event('a'))], /twice in one append/],
    ['a type with NUL', [to('t-1', -1n, { ...event('a'), type: '\u0000' })], /event type "\\u0000"/],
    ['a revision below -1', [to('t-1', -2n, event('a'))], /expected revision -2/],
    ['a bigint', [to('t-1', -1n, event('a', { amount: 1n } as unknown as JsonValue))], /\["amount"\] is a bigint/],
    ['NaN', [to('t-1', -1n, event('a', [0, NaN]))], /\$\[1\] is NaN/],
    ['a Date', [to('t-1', -1n, event('a', { at: new Date(0) } as unknown as JsonValue))], /is a Date/],
  ];

  it('refuses what it could not keep with a line that names it, and appends nothing', async () => {
    const messages: string[] = [];
    for (const [what, requests] of refused) {
      const message = await store()
        .append(requests)
        .then(() => 'was appended', String);
      messages.push(`${what}: ${message}`);
    }
    expect(messages).toEqual(
      refused.map(([what, , message]) => expect.stringMatching(`^${what}: .*${message.source}`)),
    );
    expect(await store().lastPosition()).toBe(0n);
  });

  it('refuses work after it was closed', async () => {
    await store().close();
    await expect(store().append([to('t-1', -1n, event('a'))])).rejects.toThrow('closed');
    await expect(store().lastPosition()).rejects.toThrow('closed');
  });
}
