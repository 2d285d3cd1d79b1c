import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readWholeJson } from '@ledger/machine/files/read-whole-json';
import { writeWhole } from '@ledger/machine/files/write-whole';
import type { ServerUser } from './server-user';
import { EmbeddedPostgresFailed } from './embedded-postgres-failed';

/** Where data goes that cannot lie in its data folder, because the server's user may not enter that. */
const ELSEWHERE = '/var/lib/partner-ledger';
const POINTER = 'postgres-location.json';
const OWNER = 'data-folder.json';

type Owner = NonNullable<ServerUser['owner']>;

/**
 * Prepares the data folder and answers the folder that holds the data directory of Postgres (`cluster` in it), its log
 * and, where needed, its binaries: `postgres` in the data folder. Run as root, with the data folder under one that only
 * root may enter (root's home, as a rule), the server's user could not get there: then it is a folder under `/var/lib`,
 * which a pointer in the data folder names. It stays when the data folder is deleted: one that is not there may be on a
 * volume that is not mounted now.
 */
export async function serverPlace(dataDir: string, user: ServerUser): Promise<string> {
  const place = (await pointedAt(dataDir)) ?? (await choosePlace(dataDir, user));
  await mkdir(place, { recursive: true, mode: 0o700 });
  if (user.owner !== undefined) await chown(place, user.owner.uid, user.owner.gid);
  return place;
}

/** Whether a data directory was made in a place that `serverPlace` answers, or would; looks, and makes nothing. */
export async function holdsDataDirectory(dataDir: string): Promise<boolean> {
  const place = (await pointedAt(dataDir)) ?? join(dataDir, 'postgres');
  return existsSync(dataDirectoryIn(place));
}

/** A file of Postgres that is written once, when its data directory is made: in a copy of the folder it is another file. */
export async function fileWrittenOnce(dataDir: string): Promise<string> {
  const place = (await pointedAt(dataDir)) ?? join(dataDir, 'postgres');
  return join(dataDirectoryIn(place), 'PG_VERSION');
}

/** Of Postgres, in its place. */
export function dataDirectoryIn(place: string): string {
  return join(place, 'cluster');
}

async function choosePlace(dataDir: string, user: ServerUser): Promise<string> {
  if (user.owner === undefined) return join(dataDir, 'postgres');
  if (await canEnter(dirname(dataDir), user.owner)) {
    await letPass(dataDir, user.owner);
    return join(dataDir, 'postgres');
  }
  const place = join(ELSEWHERE, randomUUID());
  await writeWhole(join(dataDir, POINTER), JSON.stringify({ place }), 0o644);
  await mkdir(ELSEWHERE, { recursive: true });
  await chmod(ELSEWHERE, 0o711);
  await mkdir(place, { mode: 0o700 });
  await writeWhole(join(place, OWNER), JSON.stringify({ dataDir }), 0o644);
  return place;
}

/** The place that a data folder names; undefined: it names none. One that lost the name finds its place by the owner there. */
async function pointedAt(dataDir: string): Promise<string | undefined> {
  const pointer = join(dataDir, POINTER);
  const pointed = await readWholeJson<{ readonly place: string }>(pointer);
  if (pointed !== null || !existsSync(pointer)) return pointed?.place;
  const place = await ownedBy(dataDir);
  if (place === undefined) {
    throw new EmbeddedPostgresFailed(
      `${pointer} is empty, and no folder in ${ELSEWHERE} says that it belongs to ${dataDir}: bring it back from a copy`,
    );
  }
  await writeWhole(pointer, JSON.stringify({ place }), 0o644);
  return place;
}

async function ownedBy(dataDir: string): Promise<string | undefined> {
  for (const name of await readdir(ELSEWHERE).catch(() => [])) {
    const place = join(ELSEWHERE, name);
    if ((await readWholeJson<{ readonly dataDir: string }>(join(place, OWNER)))?.dataDir === dataDir) return place;
  }
  return undefined;
}

/** Lets the user pass through the data folder itself, which is ours, but not list it. */
async function letPass(dataDir: string, owner: Owner): Promise<void> {
  if (await canEnter(dataDir, owner)) return;
  const { mode } = await stat(dataDir);
  await chmod(dataDir, (mode & 0o777) | 0o011);
}

/** Whether the user may pass through the folder and all above it. */
async function canEnter(folder: string, owner: Owner): Promise<boolean> {
  for (let current = folder; ; current = dirname(current)) {
    const { mode, uid, gid } = await stat(current);
    const shift = uid === owner.uid ? 6 : gid === owner.gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (dirname(current) === current) return true;
  }
}
