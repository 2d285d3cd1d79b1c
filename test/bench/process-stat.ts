import { readFile } from 'node:fs/promises';

/** Linux counts processor time in hundredths of a second, on every architecture that Node runs on. */
const TICK_MS = 10;

export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** Processor time of the process, and of its children that have ended. */
  readonly usedMs: number;
}

/** `/proc/PID/stat`; null: there is no such process, or the system does not tell. */
export async function processStat(pid: number): Promise<ProcessStat | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // See proc(5): the name in parentheses may hold anything, so the fields are counted after it.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  // utime, stime, and those of the children that have ended.
  const ticks = fields.slice(11, 15).reduce((sum, each) => sum + each, 0);
  return { pid, parent, usedMs: ticks * TICK_MS };
}
