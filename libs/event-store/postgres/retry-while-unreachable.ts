import { setTimeout as delay } from 'node:timers/promises';
import { EventStoreError } from '../event-store-error';

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 5_000;

export interface RetryOptions {
  /** How long to go on; after it, the last error is thrown. */
  readonly giveUpAfterMs: number;
  readonly signal: AbortSignal;
  /** Told of each failure that is waited out. */
  readonly onTrouble: (error: EventStoreError, waitMs: number) => void;
}

/**
 * Does something that may safely be done twice, again and again with growing waits while the server is unreachable.
 * Any other error is thrown at once: waiting does not help.
 */
export async function retryWhileUnreachable<T>(action: () => Promise<T>, options: RetryOptions): Promise<T> {
  const deadline = Date.now() + options.giveUpAfterMs;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      return await action();
    } catch (error) {
      const mayHelp = error instanceof EventStoreError && error.code === 'unreachable';
      if (!mayHelp || options.signal.aborted || Date.now() + waitMs > deadline) throw error;
      options.onTrouble(error, waitMs);
      await delay(waitMs, undefined, { signal: options.signal }).catch(() => undefined);
    }
  }
}
