import { instant, type Instant } from '@ledger/kernel/instant';
import { howBegun } from '@ledger/hosting/data-folder/how-begun';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';

/** What the clock shows by which the payouts of a program are sent; `clock`: the program's own. */
export async function clockOfSender({ dataDir, store }: OpenLedger, clock: Instant | null): Promise<Instant> {
  const begun = await howBegun(dataDir, store);
  return begun?.clock === 'events' && clock !== null ? clock : instant(Date.now());
}
