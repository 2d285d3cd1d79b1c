import type { EntityManager } from 'typeorm';
import { FileRefused, keepFile, type FileOwner, type KeptFile } from '@ledger/desk/files/keep-file';
import { Problem } from '@ledger/service-kit/problems/problem';
import type { SentFile } from '@ledger/service-kit/requests/multipart-reader';

/** Keeps files that came in. Throws the problem `invalid-request` for one that is not taken, and says which. */
export async function keepSentFiles(
  manager: EntityManager,
  files: readonly SentFile[],
  owner: FileOwner,
): Promise<readonly KeptFile[]> {
  const kept: KeptFile[] = [];
  try {
    for (const { name, bytes } of files) kept.push(await keepFile(manager, { name, bytes }, owner));
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    throw new Problem('invalid-request', `${error.message}.`, { errors: [{ field: 'files', detail: error.message }] });
  }
  return kept;
}

/** Files as words, for a fact that can name them only. */
export function filesInWords(files: readonly KeptFile[]): readonly string[] {
  return files.map(({ name, hash }) => `${name} (SHA-256 ${hash})`);
}
