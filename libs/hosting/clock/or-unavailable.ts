import { RetryLater } from '@ledger/messaging/lane';
import { Problem } from '@ledger/service-kit/problems/problem';

/** Makes a check; one that may pass later ends a request with the problem `unavailable`. */
export async function orUnavailable(check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (!(error instanceof RetryLater)) throw error;
    throw new Problem('unavailable', `Not taken: ${error.message}.`, { headers: { 'Retry-After': '60' } });
  }
}
