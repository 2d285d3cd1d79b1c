import { readdir } from 'node:fs/promises';
import type { Client } from 'pg';
import { processStat } from './process-stat';

/** The processor time of a Postgres server on this machine: its postmaster, its children, and those that have ended. */
export class PostgresCpu {
  private constructor(
    private readonly client: Client,
    private readonly postmaster: number,
  ) {}

  /** Null where the system does not tell (no `/proc`), or the server is on another machine. */
  static async of(client: Client): Promise<PostgresCpu | null> {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const backend = await processStat(rows[0]?.pid ?? 0);
    return backend === null ? null : new PostgresCpu(client, backend.parent);
  }

  async usedMs(): Promise<number> {
    const all = await Promise.all(
      (await readdir('/proc'))
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
        .map(processStat),
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
      used.set(application, (used.get(application) ?? 0) + ((await processStat(pid))?.usedMs ?? 0));
    }
    return used;
  }
}
