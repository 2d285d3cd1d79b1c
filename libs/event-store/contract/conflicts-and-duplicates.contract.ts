import { type EventStore, NO_STREAM } from '../event-store';
import { all, APPENDED, DUPLICATE, event, idOf, to } from './sample-events.contract';

/** A writer that was overtaken is told; one that asks again gets the first answer. */
export function describeConflictsAndDuplicates(
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
