import { mkdirSync, readFileSync, rmSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const heartbeatMs = 2_000;
const staleAfterMs = 30_000;
const retryMs = 100;

/**
 * Runs `action` while holding the lock: a folder, since making one either succeeds or finds it there. A holder shows
 * that it is alive by touching it; what a dead or silent one left behind is taken over.
 */
export async function withLock(folder, { onWait }, action) {
  let waited = false;
  while (!take(folder)) {
    if (isStale(folder)) {
      discard(folder);
      continue;
    }
    if (!waited) onWait();
    waited = true;
    await sleep(retryMs);
  }
  const heartbeat = setInterval(() => touch(folder), heartbeatMs);
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    rmSync(folder, { recursive: true, force: true });
  }
}

function take(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(folder, 'holder.json'), JSON.stringify({ pid: process.pid, host: hostname() }));
  return true;
}

function touch(folder) {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function isStale(folder) {
  try {
    if (Date.now() - statSync(folder).mtimeMs > staleAfterMs) return true;
    const { pid, host } = JSON.parse(readFileSync(join(folder, 'holder.json'), 'utf8'));
    return host === hostname() && !isAlive(pid);
  } catch {
    return false; // Gone, or its holder is just writing its name: look again.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Of several that find the same stale lock, one succeeds in renaming it; the others look again. */
function discard(folder) {
  const grave = `${folder}.${process.pid}`;
  try {
    renameSync(folder, grave);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  rmSync(grave, { recursive: true, force: true });
}
