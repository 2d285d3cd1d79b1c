import type { EventStore, RecordedEvent } from '../event-store';

/** Collects what a subscription hands over, and waits for the events wanted. */
export function subscriber(store: EventStore, from: bigint, categories: readonly string[] | 'all') {
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
