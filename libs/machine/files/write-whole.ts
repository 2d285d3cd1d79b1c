import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file whole or not at all: beside it, on the disk, then renamed over it. A disk that is full or a process that
 * is killed leaves the file as it was. Default mode: readable by its owner only.
 */
export async function writeWhole(path: string, content: string | Buffer, mode = 0o600): Promise<void> {
  const partial = `${path}.${process.pid}.new`;
  try {
    const file = await open(partial, 'w', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** The same, for who cannot wait. */
export function writeWholeNow(path: string, content: string, mode = 0o600): void {
  const partial = `${path}.${process.pid}.new`;
  try {
    const file = openSync(partial, 'w', mode);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/** Makes a rename durable, where the system can sync a folder. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  if (folder === null) return;
  await folder.sync().catch(() => undefined);
  await folder.close();
}
