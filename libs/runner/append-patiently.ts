import type { EventStore } from '@ledger/event-store/event-store';
import { EventStoreError } from '@ledger/event-store/event-store-error';
import { storeWith } from '@ledger/event-store/store-with';

export interface Patience {
  /** After it, a failure is told as it is. */
  readonly signal: AbortSignal;
  /** Told of each time that the store gave up and is asked again. */
  readonly onWait: (error: EventStoreError) => void;
}

/**
 * A store whose appends go on for as long as it takes while it cannot be reached, or somebody has its lock. For a writer
 * whose memory is ahead of the log: an append may be asked for again, but giving it up would end the writer.
 */
export function appendingPatiently(store: EventStore, { signal, onWait }: Patience): EventStore {
  return storeWith(store, {
    async append(requests) {
      for (;;) {
        try {
          return await store.append(requests);
        } catch (error) {
          if (!(error instanceof EventStoreError) || error.code !== 'unreachable' || signal.aborted) throw error;
          onWait(error);
        }
      }
    },
  });
}
