import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '@ledger/machine/system-error';
import { writeWhole } from '@ledger/machine/files/write-whole';
import { UserError } from '../process/user-error';
import { holdsLedger } from './data-folder';

const KEY = /^[0-9a-f]{64}$/;

/**
 * The key of the pseudonyms: from LEDGER_PERSONAL_KEY (64 hex digits), else from the data folder. It must stay the same for
 * the life of a ledger: with another one nobody is recognised any more. Null: there is none.
 * @throws UserError one line, for what is no key
 */
export async function personalKey(dataDir: string, fromEnvironment: string | undefined): Promise<Buffer | null> {
  if (fromEnvironment !== undefined) return keyFrom(fromEnvironment.trim(), 'LEDGER_PERSONAL_KEY');
  const text = (await readIfThere(fileIn(dataDir)))?.trim() ?? '';
  // What a full disk left of it.
  return text === '' ? null : keyFrom(text, fileIn(dataDir));
}

/**
 * The same for a start, which makes the key of a new ledger. The key of one that was begun cannot be made again.
 * @throws UserError one line, also where it is gone
 */
export async function personalKeyOfStart(dataDir: string, fromEnvironment: string | undefined): Promise<Buffer> {
  const known = await personalKey(dataDir, fromEnvironment);
  if (known !== null) return known;
  if (holdsLedger(dataDir)) throw new UserError(keyIsGone(dataDir));
  const key = randomBytes(32);
  await writeWhole(fileIn(dataDir), `${key.toString('hex')}\n`);
  return key;
}

/** What to do where a ledger's key is not there. */
export function keyIsGone(dataDir: string): string {
  return (
    `${fileIn(dataDir)} is missing or empty: the key of this ledger's personal data cannot be made again. ` +
    'Bring it back from a copy, or give it as LEDGER_PERSONAL_KEY'
  );
}

function keyFrom(text: string, where: string): Buffer {
  if (!KEY.test(text)) throw new UserError(`${where}: the key of personal data is 64 hexadecimal digits`);
  return Buffer.from(text, 'hex');
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'personal.key');
}
