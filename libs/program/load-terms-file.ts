import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import { Fault } from '@ledger/kernel/fault';
import { parseTerms } from './parse-terms';
import { programTerms, type ProgramTerms } from './program-terms';
import { refuseVersions, type TermsOfFile } from './refuse-versions';
import { formatTermsError } from './terms-error';

/** Terms that cannot be used; the message is one clear line: for each fault file, line, path, what is wrong. */
export class TermsFileError extends Fault {
  override readonly name = 'TermsFileError';
  override readonly kind = 'mend';
}

/**
 * Reads files of terms; several files of one program are its versions. Programs come in the order of their names.
 * Throws TermsFileError for an unreadable file, invalid terms, or versions that do not fit together.
 */
export function loadTerms(paths: readonly string[]): ProgramTerms[] {
  const programs = new Map<string, TermsOfFile[]>();
  for (const path of paths) {
    const loaded = loadTermsFile(path);
    programs.set(loaded.terms.program, [...(programs.get(loaded.terms.program) ?? []), loaded]);
  }
  for (const versions of programs.values()) {
    const refusal = refuseVersions(versions);
    if (refusal !== null) throw new TermsFileError(refusal);
  }
  return [...programs]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([, versions]) => programTerms(versions.map(({ terms }) => terms)));
}

/** The files of the programs that ship with the project, wherever this file runs from (sources or `dist`); none: it came without. */
export function presetPaths(): string[] {
  const folder = presetFolder();
  if (folder === null) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort(compareCodePoints)
    .map((file) => join(folder, file));
}

function presetFolder(): string | null {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const programs = join(folder, 'programs');
    if (existsSync(programs) && existsSync(join(folder, 'package.json'))) return programs;
  }
  return null;
}

/** Reads one file of terms. Throws TermsFileError for an unreadable file or invalid terms. */
export function loadTermsFile(path: string): TermsOfFile {
  const parsed = parseTerms(readText(path), path);
  if (parsed.ok) return { file: path, terms: parsed.terms };
  throw new TermsFileError(parsed.errors.map(formatTermsError).join('; '));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
    throw new TermsFileError(`${path}: cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code}`);
  }
}
