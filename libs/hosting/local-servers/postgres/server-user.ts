import { execFileSync } from 'node:child_process';
import { EmbeddedPostgresFailed } from './embedded-postgres-failed';

/** Who runs the server: Postgres refuses to run as root. */
export interface ServerUser {
  /** For `spawn`: whom to become; empty when this process is not root. */
  readonly spawnOptions: { readonly uid?: number; readonly gid?: number };
  /** Whom the data must belong to; undefined when this process is not root. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

const UNPRIVILEGED = 'nobody';

/** The user of this process; when that is root, the unprivileged `nobody` that every Unix has. */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return { spawnOptions: {}, owner: undefined };
  const owner = { uid: idOf('-u'), gid: idOf('-g') };
  return { spawnOptions: owner, owner };
}

function idOf(kind: '-u' | '-g'): number {
  try {
    return Number(execFileSync('id', [kind, UNPRIVILEGED], { encoding: 'utf8', timeout: 5_000 }));
  } catch (cause) {
    const message = `Postgres does not run as root, and there is no user "${UNPRIVILEGED}" to run it as: start as another user`;
    throw new EmbeddedPostgresFailed(message, { cause });
  }
}
