import { type EventStore, NO_STREAM } from '../event-store';
import { all, APPENDED, event, idOf, to } from './sample-events.contract';

/** What is appended can be read, and nothing is changed on the way. */
export function describeAppendAndRead(store: () => EventStore): void {
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
