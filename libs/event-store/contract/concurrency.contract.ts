import { type EventStore, NO_STREAM } from '../event-store';
import { verifyChains, verifyStream } from '../verify-chain';
import { all, APPENDED, DUPLICATE, event, to } from './sample-events.contract';
import { subscriber } from './subscriber.contract';

/** Many writers, and much at once. */
export function describeConcurrency(store: () => EventStore, another: () => Promise<EventStore>): void {
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
