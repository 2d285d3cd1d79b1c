import { type EventStore, NO_STREAM, type RecordedEvent } from '../event-store';
import { all, event, to } from './sample-events.contract';

/** One order over all streams. */
export function describeReadAll(store: () => EventStore): void {
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
