import { createHash } from 'node:crypto';
import { type EventStore, NO_STREAM } from '../event-store';
import { verifyChains, verifyStream } from '../verify-chain';
import { all, event, idOf, to } from './sample-events.contract';

/** Every event of a stream vouches for those before it. */
export function describeChain(store: () => EventStore, another: () => Promise<EventStore>): void {
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
