import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '@ledger/hosting/process/user-error';
import type { HandedIn } from '@ledger/documents/evidence/evidence';

const MOST_BYTES = 20 * 1024 * 1024;

/** What `--evidence` names: a file that is there, or else the text itself. Throws UserError. */
export function handedIn(fileOrText: string): HandedIn {
  if (fileOrText.trim() === '')
    throw new UserError('--evidence is empty: name a file, or say in words what it rests on');
  if (!existsSync(fileOrText)) return { name: null, bytes: Buffer.from(fileOrText) };
  const { size } = statSync(fileOrText);
  if (size > MOST_BYTES) throw new UserError(`${fileOrText} is larger than 20 MB: hand in less of it`);
  return { name: basename(fileOrText), bytes: readEvidence(fileOrText) };
}

function readEvidence(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
