import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Environment } from './http-settings';

/** The files of terms that LEDGER_TERMS names, separated by commas; none: the programs that ship with the project. */
export function termsFilesOf(environment: Environment): string[] {
  const named = environment['LEDGER_TERMS'] ?? '';
  return named
    .split(',')
    .map((file) => file.trim())
    .filter((file) => file !== '');
}

/** The programs of a ledger: those of the files, or where none is named those that ship. Throws TermsFileError. */
export function programsOfFiles(files: readonly string[]): ProgramTerms[] {
  return loadTerms(files.length === 0 ? presetPaths() : files);
}

/** The programs of the ledger that an environment describes. Throws TermsFileError. */
export function programsOfEnvironment(environment: Environment): ProgramTerms[] {
  return programsOfFiles(termsFilesOf(environment));
}
