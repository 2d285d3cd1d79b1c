import { Readable } from 'node:stream';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { orderedSubscription } from './ordered-subscription';

/** A subscription of the package, which tells of an error without ending. */
function clientWith(subscription: Readable): EventStoreDBClient {
  const unsubscribe = () => Promise.resolve();
  return { subscribeToAll: () => Object.assign(subscription, { unsubscribe }) } as unknown as EventStoreDBClient;
}

describe('a subscription as one queue', () => {
  it('breaks when the connection did, also while nobody waited for more', async () => {
    const subscription = new Readable({ objectMode: true, autoDestroy: false, read: () => undefined });
    const items = orderedSubscription(clientWith(subscription), {
      from: 0n,
      filter: {} as never,
      timeoutMs: 10_000,
      noAnswer: () => new Error('no answer'),
      signal: new AbortController().signal,
      gone: new AbortController().signal,
    });
    const first = items.next();
    subscription.emit('caughtUp');
    expect((await first).value).toEqual([{ sign: 'caught up' }]);
    // The reader works on what it was given.
    subscription.emit('error', new Error('the connection was dropped'));
    await expect(items.next()).rejects.toThrow('the connection was dropped');
  });
});
