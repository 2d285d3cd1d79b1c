import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../user-error';

const KEY = /^[0-9a-f]{64}$/;

/**
 * The key of the pseudonyms: from LEDGER_PERSONAL_KEY (64 hex digits), else from the data folder, where the first start
 * makes it. It must stay the same for the life of a ledger: with another one nobody is recognised any more.
 */
export async function personalKey(dataDir: string, fromEnvironment: string | undefined): Promise<Buffer> {
  if (fromEnvironment !== undefined) return keyFrom(fromEnvironment.trim(), 'LEDGER_PERSONAL_KEY');
  const file = join(dataDir, 'personal.key');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text !== null) return keyFrom(text.trim(), file);
  const key = randomBytes(32);
  await writeFile(file, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}

function keyFrom(text: string, where: string): Buffer {
  if (!KEY.test(text)) throw new UserError(`${where}: the key of personal data is 64 hexadecimal digits`);
  return Buffer.from(text, 'hex');
}
