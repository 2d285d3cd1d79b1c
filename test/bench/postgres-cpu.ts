import { readdir, readFile } from 'node:fs/promises';
import type { Client } from 'pg';

/** Linux counts processor time in hundredths of a second, on every architecture that Node runs on. */
const TICK_MS = 10;

/** The processor time of a Postgres server on this machine: its postmaster, its children, and those that have ended. */
export class PostgresCpu {
  private constructor(
    private readonly client: Client,
    private readonly postmaster: number,
  ) {}

  /** Null where the system does not tell (no `/proc`), or the server is on another machine. */
  static async of(client: Client): Promise<PostgresCpu | null> {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const backend = await statOf(rows[0]?.pid ?? 0);
    return backend === null ? null : new PostgresCpu(client, backend.parent);
  }

  async usedMs(): Promise<number> {
    const all = await Promise.all(
      (await readdir('/proc'))
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
        .map(statOf),
    );
    const ours = all.filter((stat) => stat !== null && [stat.pid, stat.parent].includes(this.postmaster));
    return ours.reduce((sum, stat) => sum + (stat?.usedMs ?? 0), 0);
  }

  /** What the open connections of each application took so far. */
  async byApplication(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.client.query<{ application: string; pid: number }>(
      `SELECT application_name AS application, pid FROM pg_stat_activity WHERE backend_type = 'client backend'`,
    );
    const used = new Map<string, number>();
    for (const { application, pid } of rows) {
      used.set(application, (used.get(application) ?? 0) + ((await statOf(pid))?.usedMs ?? 0));
    }
    return used;
  }
}

/** `/proc/PID/stat`: see proc(5); the name in parentheses may hold anything, so the fields are counted after it. */
async function statOf(pid: number): Promise<{ pid: number; parent: number; usedMs: number } | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  // utime, stime, and those of the children that have ended.
  const ticks = fields.slice(11, 15).reduce((sum, each) => sum + each, 0);
  return { pid, parent, usedMs: ticks * TICK_MS };
}
