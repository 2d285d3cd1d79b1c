import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { EventStore } from '@ledger/event-store/event-store';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { PostgresPersonalDataStore } from '@ledger/runner/personal/postgres-personal-data-store';
import { finishLastBatches } from '@ledger/runner/recover-pipelines';
import { bringLogToEdition } from './bring-log-to-edition';
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
  const concealer = new PersonalDataConcealer(personalKey ?? Buffer.alloc(0));
  const personalData = new PostgresPersonalDataStore(pool);
  await bringLogToEdition({ store, concealer, isKeyed: personalKey !== null, personalData, say });
  const { published, programs } = await takeUpLog({ store, readModels, concealer, termsFiles, command, say });
  await finishLastBatches(store, programs, concealer);
  return published;
}
