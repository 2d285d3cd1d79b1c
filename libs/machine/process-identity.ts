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

/** Whether any process has the id; one of another user counts, one that has ended but was not yet buried does not. */
export function isPidAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return statusFields(pid)?.[STATE] !== 'Z';
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** On Linux the boot and the clock tick of the start; elsewhere the process id alone has to do. */
function startOf(pid: number): string | undefined {
  const fields = statusFields(pid);
  if (fields === undefined) return undefined;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[STARTED]}`;
}

/** Places among the fields after the program's name. */
const STATE = 0;
const STARTED = 19;

/** What Linux tells about a process; undefined elsewhere, or without such a process. */
function statusFields(pid: number): readonly string[] | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return status.slice(status.lastIndexOf(')') + 2).split(' ');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ESRCH', 'EACCES')) return undefined;
    throw error;
  }
}
