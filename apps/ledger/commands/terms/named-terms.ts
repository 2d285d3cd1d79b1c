import { loadTermsFile } from '@ledger/program/load-terms-file';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { noSuchProgram } from '../../no-such-program';
import { UserError } from '@ledger/hosting/process/user-error';

/** Whether what names terms is a file of them. */
export function isTermsFile(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

/**
 * The terms that are named: a file, or a program of the ledger with the number of a version (`plixo@2`), or without one
 * for the latest. Throws UserError, TermsFileError.
 */
export function namedTerms(name: string, programs: ReadonlyMap<string, ProgramTerms>): Terms {
  if (isTermsFile(name)) return loadTermsFile(name).terms;
  const { program, version } = versionNamed(name);
  return versionOf(program, version, programs);
}

/** A version of a program of the ledger; null: the latest. Throws UserError. */
export function versionOf(program: string, version: number | null, programs: ReadonlyMap<string, ProgramTerms>): Terms {
  const versions = programs.get(program)?.versions;
  if (versions === undefined) throw noSuchProgram(program, programs.keys());
  const found = version === null ? versions.at(-1) : versions.find((each) => each.version === version);
  if (found !== undefined) return found;
  throw new UserError(
    `${program} has no version ${version} (it has: ${versions.map((each) => each.version).join(', ')})`,
  );
}

function versionNamed(name: string): { readonly program: string; readonly version: number | null } {
  const [program = '', version] = name.split('@');
  if (version === undefined) return { program, version: null };
  if (/^[1-9]\d{0,8}$/.test(version)) return { program, version: Number(version) };
  throw new UserError(`${name}: name a version by its number, such as ${program}@2`);
}
