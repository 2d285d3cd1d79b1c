import type { ProgramTerms } from '@ledger/program/program-terms';
import { Projector } from '@ledger/read-models/postgres/projector';
import { buildReadModels } from '@ledger/runner/build-read-models';
import { checkEdition } from '@ledger/runner/edition';
import { programsInForce } from '@ledger/runner/programs-in-force';
import { catchUpProjection } from '@ledger/runner/project-log';
import { sayBeside } from '../print';
import { openStorage, type Storage } from '../storage/open-storage';
import { programsOfLedger } from '../storage/programs-of-ledger';
import { termsByName } from '../terms-by-name';

/** Lends the storage of a ledger, running or not, when its read models show all that is recorded now. */
export async function withReadModels(
  data: string,
  use: (storage: Storage, programs: readonly ProgramTerms[]) => Promise<void>,
): Promise<void> {
  const onFile = await programsOfLedger(data, process.env);
  const storage = await openStorage({ dataDir: data, environment: process.env });
  const { store, readModels } = storage;
  try {
    await checkEdition(store);
    const programs = await programsInForce(store, onFile);
    const termsOf = termsByName(programs);
    await buildReadModels({ store, readModels, programs, forOps: false, say: sayBeside });
    await catchUpProjection(store, new Projector(readModels, { calendarOf: (name) => termsOf(name).calendar }));
    await use(storage, programs);
  } finally {
    await storage.close();
  }
}
