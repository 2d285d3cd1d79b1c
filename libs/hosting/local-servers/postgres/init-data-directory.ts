import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chown, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { programOf } from './native-binaries';
import type { ServerUser } from './server-user';
import { EmbeddedPostgresFailed } from './embedded-postgres-failed';

const INITDB_TIMEOUT_MS = 120_000;

/**
 * Makes a data directory of Postgres (a database cluster, in its own words): UTF-8, sorted by bytes (so by code points,
 * alike on every machine), only with a password. It appears under its name only when it is whole, so a start that was killed on the way begins anew.
 *
 * @param durable whether to wait until it is on the disk
 */
export async function initDataDirectory(
  options: { readonly postgresDir: string; readonly packageDir: string; readonly user: ServerUser },
  durable: boolean,
  superuser: { readonly user: string; readonly password: string },
): Promise<void> {
  const partial = `${options.postgresDir}.${randomUUID()}`;
  const passwordFile = `${partial}.password`;
  try {
    await writeFile(passwordFile, superuser.password, { mode: 0o600 });
    const { owner, spawnOptions } = options.user;
    if (owner !== undefined) await chown(passwordFile, owner.uid, owner.gid);
    const initdb = [
      '--pgdata',
      partial,
      '--username',
      superuser.user,
      '--pwfile',
      passwordFile,
      '--auth',
      'scram-sha-256',
      '--encoding',
      'UTF8',
      '--no-locale',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ];
    await promisify(execFile)(programOf(options.packageDir, 'initdb'), initdb, {
      ...spawnOptions,
      cwd: join(options.postgresDir, '..'),
      timeout: INITDB_TIMEOUT_MS,
    });
    await rename(partial, options.postgresDir);
  } catch (cause) {
    await rm(partial, { recursive: true, force: true });
    throw new EmbeddedPostgresFailed(
      `The embedded Postgres could not make its data folder ${options.postgresDir}: ${reason(cause)}`,
      {
        cause,
      },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function reason(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  const lines = (stderr?.trim() || message).split('\n');
  // What went wrong stands before what initdb does about it.
  return lines.find((line) => /\b(?:error|FATAL|PANIC|could not)\b/.test(line)) ?? lines.at(-1) ?? message;
}
