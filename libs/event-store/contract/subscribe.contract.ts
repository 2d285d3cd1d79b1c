import { type EventStore, NO_STREAM } from '../event-store';
import { all, event, idOf, to } from './sample-events.contract';
import { subscriber } from './subscriber.contract';

/** A subscription catches up and then follows. */
export function describeSubscribe(store: () => EventStore, another: () => Promise<EventStore>): void {
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
