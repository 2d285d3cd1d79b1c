import type { EventStore } from './event-store';

/** A store that does some things in its own way, and everything else as the one that it stands before. */
export function storeWith(store: EventStore, own: Partial<EventStore>): EventStore {
  return {
    appendsAtOnce: store.appendsAtOnce,
    positionsHaveNoGaps: store.positionsHaveNoGaps,
    append: (requests) => store.append(requests),
    read: (stream, from, limit) => store.read(stream, from, limit),
    heads: (streams) => store.heads(streams),
    readAll: (from, categories, limit) => store.readAll(from, categories, limit),
    subscribe: (from, categories, onBatch, signal) => store.subscribe(from, categories, onBatch, signal),
    lastPosition: () => store.lastPosition(),
    close: () => store.close(),
    ...own,
  };
}
