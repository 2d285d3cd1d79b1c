import { spawnSync } from 'node:child_process';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { hasCode } from '@ledger/machine/system-error';
import { findNativeBinaries, programOf } from './native-binaries';
import { replaySymlinks } from './replay-symlinks';
import type { ServerUser } from './server-user';

/**
 * Gives the folder of a Postgres package whose programs the server's user can run: that of npm where possible; where
 * it is not (a clone under a folder that only root may enter, a read-only installation), a copy beside the data.
 *
 * @param placeDir a folder that the server's user can enter
 */
export async function usableBinaries(placeDir: string, user: ServerUser): Promise<string> {
  const { packageDir, version } = findNativeBinaries();
  const problem = await makeRunnable(packageDir, user);
  if (problem === undefined) return packageDir;
  const copyDir = join(placeDir, `binaries-${version}`);
  if ((await makeRunnable(copyDir, user)) === undefined) return copyDir;
  await copyPackage(packageDir, copyDir);
  const stillWrong = await makeRunnable(copyDir, user);
  if (stillWrong === undefined) return copyDir;
  throw new Error(
    `The embedded Postgres does not run here, not even as a copy: ${stillWrong}. ` +
      `From ${packageDir}: ${problem}. Give the address of a Postgres of your own instead`,
  );
}

/** Completes the links and tries the server program as its user; answers what is wrong, or undefined. */
async function makeRunnable(packageDir: string, user: ServerUser): Promise<string | undefined> {
  try {
    await replaySymlinks(packageDir);
  } catch (error) {
    if (!hasCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOENT')) throw error;
  }
  const run = spawnSync(programOf(packageDir, 'postgres'), ['--version'], {
    ...user.spawnOptions,
    cwd: '/',
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (run.status === 0) return undefined;
  return (run.error?.message ?? run.stderr).trim() || `postgres --version ended with ${run.status ?? run.signal}`;
}

/** Copies by way of a name of its own, so that a copy under the final name is always whole. */
async function copyPackage(packageDir: string, copyDir: string): Promise<void> {
  const partial = `${copyDir}.${randomUUID()}`;
  await mkdir(partial, { mode: 0o755 });
  await cp(join(packageDir, 'native'), join(partial, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => extname(source) !== '.a',
  });
  await rm(copyDir, { recursive: true, force: true });
  try {
    await rename(partial, copyDir);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  }
}
