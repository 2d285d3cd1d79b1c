import { comparableJson } from '@ledger/contracts/same-content';
import { loadTermsFile, TermsFileError } from './load-terms-file';
import type { ProgramTerms } from './program-terms';
import { publicationData } from './publication-of-terms';
import type { Terms } from './terms';

/**
 * What a start says, a line each, of the files of terms that are not what the ledger goes on by: it keeps the terms that
 * its log has, whatever the files say, until the next version is published.
 */
export function differencesFromFiles(
  paths: readonly string[],
  known: ReadonlyMap<string, ProgramTerms>,
  command: string,
): string[] {
  return paths.flatMap((path) => {
    const line = differenceFromFile(path, known, command);
    return line === null ? [] : [line];
  });
}

function differenceFromFile(path: string, known: ReadonlyMap<string, ProgramTerms>, command: string): string | null {
  const terms = readLeniently(path);
  if (typeof terms === 'string') return `${terms} (the ledger keeps the terms that its log has)`;
  const { program, version } = terms;
  const publish = `${command} publish ${path} --dry-run`;
  const versions = known.get(program)?.versions;
  if (versions === undefined) return `${path}: this ledger does not know program ${program} yet; to add it: ${publish}`;
  const recorded = versions.find((each) => each.version === version);
  if (recorded !== undefined && isSame(recorded, terms)) return null;
  const next = 1 + Math.max(...versions.map((each) => each.version));
  const numbered = version === next ? '' : `set version: ${next} and the day of effectiveFrom in it, then `;
  return `${path} differs from the terms of ${program} in the log (version ${next - 1}), which the ledger keeps; to change them: ${numbered}${publish}`;
}

/** The terms of a file, or what is wrong with it. */
function readLeniently(path: string): Terms | string {
  try {
    return loadTermsFile(path).terms;
  } catch (error) {
    if (error instanceof TermsFileError) return error.message;
    throw error;
  }
}

function isSame(one: Terms, other: Terms): boolean {
  const [left, right] = [one, other].map((terms) => comparableJson(publicationData(terms)));
  return left === right;
}
