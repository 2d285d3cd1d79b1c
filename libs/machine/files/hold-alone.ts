import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAlive, type ProcessIdentity, thisProcess } from '../process-identity';
import { linkedOnce } from './linked-once';
import { readWholeJson } from './read-whole-json';
import { writeWhole } from './write-whole';

/** Given up by its holder. */
interface Released {
  readonly released: true;
}

export type Held =
  /** `release` gives it to whoever asks next. */
  { readonly isMine: true; release(): Promise<void> } | { readonly isMine: false; readonly holder: ProcessIdentity };

/** So often a place is asked for that others take first: each time one of them has got it. */
const ATTEMPTS = 100;

/**
 * Holds a place alone, until it is released or the process ends: exactly one of all who ask at the same moment gets it,
 * also where the holder before was killed. Each holder has a file of its own number; the highest counts, and is never
 * removed, so that nobody who looked late can take away what another has got since.
 *
 * @param path files `path.1`, `path.2`, … are made of it
 */
export async function holdAlone(path: string): Promise<Held> {
  const mine = `${path}.${randomUUID()}`;
  await writeWhole(mine, JSON.stringify(thisProcess()));
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const last = await lastNumber(path);
      const holder = last === 0 ? null : await readWholeJson<ProcessIdentity | Released>(numbered(path, last));
      if (holder !== null && !('released' in holder) && isAlive(holder)) return { isMine: false, holder };
      const next = last + 1;
      if (!(await linkedOnce(mine, numbered(path, next)))) continue;
      if ((await lastNumber(path)) !== next) {
        // Who looked long ago took a number that was given before.
        await rm(numbered(path, next), { force: true });
        continue;
      }
      await removeBelow(path, next);
      const released: Released = { released: true };
      return { isMine: true, release: () => writeWhole(numbered(path, next), JSON.stringify(released)) };
    }
    throw new Error(`${path} could not be taken: too many processes ask for it at this moment`);
  } finally {
    await rm(mine, { force: true });
  }
}

function numbered(path: string, number: number): string {
  return `${path}.${number}`;
}

async function numbersOf(path: string): Promise<number[]> {
  const prefix = `${basename(path)}.`;
  const names = await readdir(dirname(path));
  const tails = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  return tails.filter((tail) => /^\d{1,15}$/.test(tail)).map(Number);
}

async function lastNumber(path: string): Promise<number> {
  return Math.max(0, ...(await numbersOf(path)));
}

async function removeBelow(path: string, number: number): Promise<void> {
  for (const earlier of await numbersOf(path)) {
    if (earlier < number) await rm(join(dirname(path), `${basename(path)}.${earlier}`), { force: true });
  }
}
