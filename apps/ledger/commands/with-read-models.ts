import { Projector } from '@ledger/read-models/postgres/projector';
import { buildReadModels } from '@ledger/runner/build-read-models';
import { checkEdition } from '@ledger/runner/edition';
import { catchUpProjection } from '@ledger/runner/project-log';
import { sayBeside } from '@ledger/hosting/process/print';
import { withLedger, type OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { SETTINGS } from '../settings';

/** Lends the ledger of a ledger, running or not, when its read models show all that is recorded now. */
export async function withReadModels<T>(data: string, use: (ledger: OpenLedger) => Promise<T>): Promise<T> {
  return withLedger({ dataDir: data, settings: SETTINGS }, async (ledger) => {
    await bringUpToDate(ledger);
    return await use(ledger);
  });
}

/** Lets the read models of an open ledger show all that is recorded now. */
export async function bringUpToDate({ store, readModels }: OpenLedger): Promise<void> {
  await checkEdition(store);
  await buildReadModels({ store, readModels, forOps: false, say: sayBeside });
  await catchUpProjection(store, new Projector(readModels));
}
