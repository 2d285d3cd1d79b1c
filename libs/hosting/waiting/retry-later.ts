import { RetryLater } from '@ledger/messaging/lane';
import { isTransient } from './is-transient';

/** A failure of a lane's work as the transport takes it: what may pass makes the lane wait; anything else stops it. */
export function retryLaterIfTransient(error: unknown): unknown {
  if (error instanceof RetryLater) return error;
  return isTransient(error) && error instanceof Error ? new RetryLater(error.message, { cause: error }) : error;
}
