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
  const owner = idsOf(UNPRIVILEGED);
  return { spawnOptions: owner, owner };
}

function idsOf(user: string): { readonly uid: number; readonly gid: number } {
  try {
    const said = execFileSync('id', [user], { encoding: 'utf8', timeout: 5_000 });
    const [, uid, gid] = /^uid=(\d+)\S* gid=(\d+)/.exec(said) ?? [];
    if (uid === undefined || gid === undefined) throw new Error(`"id ${user}" says: ${said}`);
    return { uid: Number(uid), gid: Number(gid) };
  } catch (cause) {
    const message = `Postgres does not run as root, and there is no user "${UNPRIVILEGED}" to run it as: start as another user`;
    throw new EmbeddedPostgresFailed(message, { cause });
  }
}
