import { readFileSync } from 'node:fs';
import { UserError } from '@ledger/hosting/process/user-error';

/** What a JSON file holds that an option names. Throws UserError, one line, for one that cannot be read. */
export function jsonFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    throw new UserError(`${file}: ${error instanceof SyntaxError ? 'no JSON: ' : ''}${(error as Error).message}`);
  }
}
