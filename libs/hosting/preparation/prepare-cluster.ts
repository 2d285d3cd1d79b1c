import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { EventStore } from '@ledger/event-store/event-store';
import { putEditionInForce } from '@ledger/runner/crossing/cross-to-edition';
import { editionOf, FIRST_EDITION } from '@ledger/runner/edition';
import { checkPersonalKey, notePersonalKey } from '@ledger/runner/personal/check-key';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { PostgresPersonalDataStore } from '@ledger/runner/personal/postgres-personal-data-store';
import { recordedPrograms } from '@ledger/runner/recorded-programs';
import { finishLastBatches } from '@ledger/runner/recover-pipelines';
import { SettingsError } from '@ledger/service-kit/settings/settings-error';
import { migrateLedger } from '../storage/migrate-ledger';
import { takeUpLog } from './take-up-log';

export interface Preparation {
  readonly pool: Pool;
  readonly readModels: DataSource;
  readonly store: EventStore;
  /** The key of the pseudonyms; null: not given, and needed only for a log that has to be judged anew: the gate checks it. */
  readonly personalKey: Buffer | null;
  /** What LEDGER_TERMS names (`termsFilesOf`): the terms that the log begins with. */
  readonly termsFiles: readonly string[];
  /** How the commands about terms are typed. */
  readonly command: string;
  /** Told how far it is, where the read models of this release have to be built, and which files of terms differ from the log. */
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
  termsFiles,
  command,
  say,
}: Preparation): Promise<readonly string[]> {
  await migrateLedger(pool);
  if (personalKey === null && (await editionOf(store)) === FIRST_EDITION) {
    throw new SettingsError(
      'LEDGER_PERSONAL_KEY is missing: this log is to be judged anew, by a later edition of the rules',
    );
  }
  const concealer = new PersonalDataConcealer(personalKey ?? Buffer.alloc(0));
  const keyed = { store, concealer, personalData: new PostgresPersonalDataStore(pool) };
  if (personalKey !== null) await checkPersonalKey(keyed);
  await putEditionInForce({ ...keyed, say, programs: await recordedPrograms(store) });
  if (personalKey !== null) await notePersonalKey(keyed);
  const taken = await takeUpLog({ store, readModels, concealer, termsFiles, command, say });
  const { published, programs, differences } = taken;
  await finishLastBatches(store, programs, concealer);
  differences.forEach(say);
  return published;
}
