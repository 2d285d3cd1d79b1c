import { access, rename, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { linkedOnce } from '@ledger/machine/files/linked-once';
import { readWholeJson } from '@ledger/machine/files/read-whole-json';
import { writeWhole } from '@ledger/machine/files/write-whole';
import { isAlive, type ProcessIdentity, thisProcess } from '@ledger/machine/process-identity';
import { hasCode } from '@ledger/machine/system-error';
import { EmbeddedPostgresFailed } from './embedded-postgres-failed';

const POLL_MS = 20;

/**
 * Runs `action` while this process alone holds the lock file, so that two starts (or a start and a stop) on one data
 * folder come one after the other. The lock of a process that was killed is taken over.
 */
export async function withStartLock<T>(lockFile: string, waitMs: number, action: () => Promise<T>): Promise<T> {
  await acquire(lockFile, waitMs);
  try {
    return await action();
  } finally {
    await rm(lockFile, { force: true });
  }
}

async function acquire(lockFile: string, waitMs: number): Promise<void> {
  const mine = `${lockFile}.${randomUUID()}`;
  await writeWhole(mine, JSON.stringify(thisProcess()));
  try {
    for (const deadline = Date.now() + waitMs; ; await delay(POLL_MS)) {
      if (await linkedOnce(mine, lockFile)) return;
      await removeIfAbandoned(lockFile);
      if (Date.now() > deadline) {
        throw new EmbeddedPostgresFailed(
          `Another process has been starting or stopping for ${waitMs} ms; its lock is ${lockFile}`,
        );
      }
    }
  } finally {
    await rm(mine, { force: true });
  }
}

/**
 * Moves the lock of a dead process aside, or one of which a power cut left nothing; whoever moved a living one in a race
 * puts it back.
 */
async function removeIfAbandoned(lockFile: string): Promise<void> {
  if (!(await exists(lockFile))) return;
  const holder = await readWholeJson<ProcessIdentity>(lockFile);
  if (holder !== null && isAlive(holder)) return;
  const aside = `${lockFile}.${randomUUID()}`;
  try {
    await rename(lockFile, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = await readWholeJson<ProcessIdentity>(aside);
  if (moved !== null && isAlive(moved)) await linkedOnce(aside, lockFile);
  await rm(aside, { force: true });
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
