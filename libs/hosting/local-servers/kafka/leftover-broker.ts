import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const STOP_TIMEOUT_MS = 20_000;

/** A broker, and the process that started it. */
export interface RememberedBroker {
  readonly pid: number;
  readonly owner: number;
}

/** Remembers which process runs a broker on this data folder, for this process. */
export function rememberBroker(dataDir: string, pid: number): void {
  // Whole or not at all: half a number is another process.
  const partial = `${pidFile(dataDir)}.${process.pid}.new`;
  writeFileSync(partial, `${pid} ${process.pid}\n`, { flush: true });
  renameSync(partial, pidFile(dataDir));
}

/** What was remembered of this data folder; null: nothing. */
export function rememberedBroker(dataDir: string): RememberedBroker | null {
  if (!existsSync(pidFile(dataDir))) return null;
  const [pid = 0, owner = 0] = readFileSync(pidFile(dataDir), 'utf8').trim().split(' ').map(Number);
  return { pid, owner };
}

export function forgetBroker(dataDir: string): void {
  rmSync(pidFile(dataDir), { force: true });
}

/**
 * Stops a broker whose parent was killed before it could do so: it still holds the lock of the data folder.
 * A process that merely got the same number since is recognised by its command line and left alone.
 * @throws Error in one line when its parent lives: the broker is in use
 */
export async function stopLeftoverBroker(dataDir: string): Promise<void> {
  const remembered = rememberedBroker(dataDir);
  if (remembered === null) return;
  const { pid, owner } = remembered;
  if (!runsBrokerOf(pid, dataDir)) {
    forgetBroker(dataDir);
    return;
  }
  // The system gives an orphan another parent, so only the very process that started the broker is still it.
  if (psColumn('ppid', pid, dataDir) === String(owner)) {
    throw new Error(`Kafka runs on ${dataDir} already, for process ${owner}: end that first, or use another folder`);
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
  return psColumn('args', pid, dataDir).includes(join(dataDir, 'server.properties'));
}

/** What `ps` says of a process; "" when there is none. */
function psColumn(column: 'args' | 'ppid', pid: number, dataDir: string): string {
  const ps = spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' });
  if (ps.error !== undefined) {
    throw new Error(`cannot tell whether process ${pid} still runs the broker of ${dataDir}: ${ps.error.message}`);
  }
  return ps.stdout.trim();
}

function pidFile(dataDir: string): string {
  return join(dataDir, 'broker.pid');
}
