import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { buildReadModels } from '@ledger/runner/build-read-models';
import { putEditionInForce } from '@ledger/runner/crossing/cross-to-edition';
import { editionOf, FIRST_EDITION } from '@ledger/runner/edition';
import { checkPersonalKey, notePersonalKey } from '@ledger/runner/personal/check-key';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { PostgresPersonalDataStore } from '@ledger/runner/personal/postgres-personal-data-store';
import { programsInForce } from '@ledger/runner/programs-in-force';
import { publishTerms } from '@ledger/runner/publish-terms';
import { finishLastBatches } from '@ledger/runner/recover-lanes';
import { SettingsError } from '../settings/settings-error';
import { migrateLedger } from '../database/migrate-ledger';

export interface Preparation {
  readonly pool: Pool;
  readonly readModels: DataSource;
  readonly store: EventStore;
  /** The key of the pseudonyms; null: not given, and needed only for a log that has to be judged anew: the gate checks it. */
  readonly personalKey: Buffer | null;
  readonly programs: readonly ProgramTerms[];
  /** Told how far it is, where the read models of this release have to be built. */
  readonly say: (line: string) => void;
}

/**
 * Makes everything that the services need in Postgres and in the event store, the read models last: once they are there,
 * the services start. Those of another release may run meanwhile, on their own read models. Doing it again changes
 * nothing. Answers the programs whose terms were published now. Throws PersonalKeyDiffers, before anything is changed in
 * the log.
 */
export async function prepareCluster({
  pool,
  readModels,
  store,
  personalKey,
  programs,
  say,
}: Preparation): Promise<string[]> {
  await migrateLedger(pool);
  if (personalKey === null && (await editionOf(store)) === FIRST_EDITION) {
    throw new SettingsError(
      'LEDGER_PERSONAL_KEY is missing: this log is to be judged anew, by a later edition of the rules',
    );
  }
  const concealer = new PersonalDataConcealer(personalKey ?? Buffer.alloc(0));
  const keyed = { store, concealer, personalData: new PostgresPersonalDataStore(pool) };
  if (personalKey !== null) await checkPersonalKey(keyed);
  await putEditionInForce({ ...keyed, say, programs: await programsInForce(store, programs) });
  if (personalKey !== null) await notePersonalKey(keyed);
  const published = await publishTerms(store, programs);
  const inForce = await programsInForce(store, programs);
  await finishLastBatches(store, inForce, concealer);
  await buildReadModels({ store, readModels, say, forOps: true, programs: inForce });
  return published;
}
