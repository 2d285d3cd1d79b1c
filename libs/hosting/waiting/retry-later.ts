import { RetryLater } from '@ledger/messaging/lane';
import { mayPass } from './may-pass';

/** A failure of a lane's work as the transport takes it: what may pass makes the lane wait; anything else stops it. */
export function retryLaterIfItMayPass(error: unknown): unknown {
  if (error instanceof RetryLater) return error;
  return mayPass(error) && error instanceof Error ? new RetryLater(error.message, { cause: error }) : error;
}
