import type { EventStore } from '@ledger/event-store/event-store';
import { instant } from '@ledger/kernel/instant';
import { differencesFromFiles } from '@ledger/program/differs-from-file';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { Projector } from '@ledger/read-models/postgres/projector';
import { readLiveTerms } from '@ledger/read-models/postgres/queries/read-terms';
import { buildReadModels } from '@ledger/runner/build-read-models';
import { isBegun, publishFirstTerms } from '@ledger/runner/first-terms';
import type { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { programBeginnings } from '@ledger/runner/program-beginnings';
import { catchUpProjection } from '@ledger/runner/project-log';
import type { DataSource } from 'typeorm';
import { programsOfFiles, termsPaths } from '../settings/terms-files';

export interface LogToTakeUp {
  readonly store: EventStore;
  readonly readModels: DataSource;
  readonly concealer: PersonalDataConcealer;
  /** What LEDGER_TERMS names (`termsFilesOf`): the terms that a log begins with. */
  readonly termsFiles: readonly string[];
  /** How the commands about terms are typed. */
  readonly command: string;
  readonly say: (line: string) => void;
  readonly failpoint?: (name: string) => void;
}

export interface TakenUpLog {
  /** The programs whose terms were published now. */
  readonly published: readonly string[];
  /** What the programs of the log begin with. */
  readonly programs: readonly ProgramTerms[];
}

/**
 * What every start does with a log of this edition: publishes the terms on file where there are no facts yet, and brings
 * the read models to its end; they say which programs it has. Files of terms that are not what the ledger goes on by are
 * told of. Throws TermsFileError, TermsRefused.
 */
export async function takeUpLog(log: LogToTakeUp): Promise<TakenUpLog> {
  const { store, readModels, concealer, termsFiles, command, say, failpoint = () => undefined } = log;
  const isNew = !(await isBegun(store));
  // Files that are needed no more may be gone.
  const published = isNew
    ? await publishFirstTerms({ store, concealer, onFile: programsOfFiles(termsFiles), now: instant(Date.now()) })
    : [];
  // Of a log that begins with these terms there is nothing to wait for, nor an earlier release.
  await buildReadModels({ store, readModels, say: isNew ? () => undefined : say, failpoint, forOps: true });
  await catchUpProjection(store, new Projector(readModels, { failpoint }));
  const known = await readLiveTerms(readModels);
  const programs = await programBeginnings(store, known.keys());
  differencesFromFiles(termsPaths(termsFiles), known, command).forEach(say);
  return { published, programs };
}
