import { randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ServerUser } from './server-user';
import { hasCode } from './system-error';

/** Where data goes that cannot lie in its data folder, because the server's user may not enter that. */
const ELSEWHERE = '/var/lib/partner-ledger';
const POINTER = 'postgres-location.json';
const OWNER = 'data-folder.json';

type Owner = NonNullable<ServerUser['owner']>;

/**
 * Prepares the data folder and answers the folder that holds the cluster, its log and, where needed, its binaries: `postgres` in the data folder. Run as
 * root, with the data folder under one that only root may enter (root's home, as a rule), the server's user could not get
 * there: then it is a folder under `/var/lib`, which a pointer in the data folder names.
 */
export async function clusterPlace(dataDir: string, user: ServerUser): Promise<string> {
  const place = (await pointedAt(dataDir)) ?? (await choosePlace(dataDir, user));
  await mkdir(place, { recursive: true, mode: 0o700 });
  if (user.owner !== undefined) await chown(place, user.owner.uid, user.owner.gid);
  return place;
}

async function choosePlace(dataDir: string, user: ServerUser): Promise<string> {
  if (user.owner === undefined) return join(dataDir, 'postgres');
  if (await canEnter(dirname(dataDir), user.owner)) {
    await letPass(dataDir, user.owner);
    return join(dataDir, 'postgres');
  }
  await removeOrphans();
  const place = join(ELSEWHERE, randomUUID());
  // First the pointer: a place without one is taken for an orphan.
  await writeFile(join(dataDir, POINTER), JSON.stringify({ place }));
  await mkdir(ELSEWHERE, { recursive: true });
  await chmod(ELSEWHERE, 0o711);
  await mkdir(place, { mode: 0o700 });
  await writeFile(join(place, OWNER), JSON.stringify({ dataDir }));
  return place;
}

/** Removes the clusters whose data folder was deleted since: nothing points at them any more. */
async function removeOrphans(): Promise<void> {
  for (const name of await readdir(ELSEWHERE).catch(() => [])) {
    const place = join(ELSEWHERE, name);
    const owner = await readJson<{ dataDir: string }>(join(place, OWNER));
    if (owner !== undefined && (await pointedAt(owner.dataDir)) !== place) {
      await rm(place, { recursive: true, force: true });
    }
  }
}

async function pointedAt(dataDir: string): Promise<string | undefined> {
  return (await readJson<{ place: string }>(join(dataDir, POINTER)))?.place;
}

async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
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
