import { Projector } from '@ledger/read-models/postgres/projector';
import { buildReadModels } from '@ledger/runner/build-read-models';
import { checkEdition } from '@ledger/runner/edition';
import { catchUpProjection } from '@ledger/runner/project-log';
import { sayBeside } from '@ledger/hosting/process/print';
import { openStorage, type Storage } from '@ledger/hosting/storage/open-storage';

/** Lends the storage of a ledger, running or not, when its read models show all that is recorded now. */
export async function withReadModels<T>(data: string, use: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage({ dataDir: data, environment: process.env });
  try {
    await bringUpToDate(storage);
    return await use(storage);
  } finally {
    await storage.close();
  }
}

/** Lets the read models of an open storage show all that is recorded now. */
export async function bringUpToDate({ store, readModels }: Storage): Promise<void> {
  await checkEdition(store);
  await buildReadModels({ store, readModels, forOps: false, say: sayBeside });
  await catchUpProjection(store, new Projector(readModels));
}
