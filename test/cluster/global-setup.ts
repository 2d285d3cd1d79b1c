import startRealEventStoreDb from '../support/eventstoredb/real/global-setup';
import { realServerHome } from '../support/eventstoredb/real/real-server-options';

/** Where a real EventStoreDB lies unpacked, one serves all suites of the run. */
export default async function startWhatSuitesShare(): Promise<void> {
  if (realServerHome() !== undefined && process.env['EVENTSTORE_URL'] === undefined) await startRealEventStoreDb();
}
