import type { Environment } from './environment';

/** What LEDGER_TERMS names, separated by commas: files of terms, or `none`; nothing: the programs that ship with the project. */
export function termsFilesOf(environment: Environment): string[] {
  const named = environment['LEDGER_TERMS'] ?? '';
  return named
    .split(',')
    .map((file) => file.trim())
    .filter((file) => file !== '');
}
