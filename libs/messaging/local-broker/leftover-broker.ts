import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const STOP_TIMEOUT_MS = 20_000;

/** Remembers which process runs a broker on this data folder. */
export function rememberBroker(dataDir: string, pid: number): void {
  writeFileSync(pidFile(dataDir), String(pid));
}

/** The process that runs a broker on this data folder; null: none does. */
export function rememberedBroker(dataDir: string): number | null {
  return existsSync(pidFile(dataDir)) ? Number(readFileSync(pidFile(dataDir), 'utf8')) : null;
}

export function forgetBroker(dataDir: string): void {
  rmSync(pidFile(dataDir), { force: true });
}

/**
 * Stops a broker whose parent was killed before it could do so: it still holds the lock of the data folder.
 * A process that merely got the same number since is recognised by its command line and left alone.
 */
export async function stopLeftoverBroker(dataDir: string): Promise<void> {
  const pid = rememberedBroker(dataDir);
  if (pid === null) return;
  if (!runsBrokerOf(pid, dataDir)) {
    forgetBroker(dataDir);
    return;
  }
  process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (runsBrokerOf(pid, dataDir)) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
    await sleep(100);
  }
  forgetBroker(dataDir);
}

function runsBrokerOf(pid: number, dataDir: string): boolean {
  const ps = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  if (ps.error !== undefined) {
    throw new Error(`cannot tell whether process ${pid} still runs the broker of ${dataDir}: ${ps.error.message}`);
  }
  return ps.stdout.includes(join(dataDir, 'server.properties'));
}

function pidFile(dataDir: string): string {
  return join(dataDir, 'broker.pid');
}
