import { instant, type Instant } from '@ledger/kernel/instant';
import { RetryLater } from '@ledger/messaging/lane';
import { ClockGuard } from './clock-guard';
import { UserError } from '../process/user-error';
import { howBegun } from '../data-folder/how-begun';
import type { OpenLedger } from '../storage/open-ledger';

/** What the clock of the ledger's facts shows; null: it follows the events. Throws UserError where it is not to be believed. */
export async function wallClockOf({ dataDir, store, pool }: OpenLedger): Promise<(() => Instant) | null> {
  const begun = await howBegun(dataDir, store);
  if (begun?.clock !== 'wall') return null;
  try {
    await new ClockGuard(pool).check();
  } catch (error) {
    throw error instanceof RetryLater ? new UserError(error.message) : error;
  }
  return () => instant(Date.now());
}
