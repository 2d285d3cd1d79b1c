import { readFileSync } from 'node:fs';
import { hasCode } from './system-error';

/** A process, told apart from a later one that got the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, by the system's own count; undefined where the system does not tell. */
  readonly started: string | undefined;
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) };
}

/** Whether that very process still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  return isPidAlive(identity.pid) && startOf(identity.pid) === identity.started;
}

/** Whether any process has the id; one of another user counts. */
export function isPidAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** On Linux the boot and the clock tick of the start; elsewhere the process id alone has to do. */
function startOf(pid: number): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const afterName = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${afterName[19]}`;
  } catch {
    return undefined;
  }
}
