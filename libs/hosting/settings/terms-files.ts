import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { ProgramTerms } from '@ledger/program/program-terms';

/** LEDGER_TERMS that names no file, not even those that ship: the ledger's programs come by facts alone. */
const NONE = 'none';

/** The paths of the files that are named, or where none is those that ship. */
export function termsPaths(named: readonly string[]): readonly string[] {
  if (named.length === 1 && named[0] === NONE) return [];
  return named.length === 0 ? presetPaths() : named;
}

/** The programs of the files that are named, or where none is of those that ship. Throws TermsFileError. */
export function programsOfFiles(named: readonly string[]): ProgramTerms[] {
  return loadTerms(termsPaths(named));
}
