import type { PostgresCpu } from './postgres-cpu';

/** What something took. On a machine that does other things too, the processor time says more than the clock. */
export interface Taken {
  readonly wallMs: number;
  /** Processor time of this process. */
  readonly nodeMs: number;
  /** Processor time of all processes of the database server; null where the system does not tell. */
  readonly postgresMs: number | null;
}

/** Measures what `work` takes. */
export async function timed<T>(
  postgres: PostgresCpu | null,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly taken: Taken }> {
  const postgresBefore = (await postgres?.usedMs()) ?? null;
  const node = process.cpuUsage();
  const startedAtMs = performance.now();
  const result = await work();
  const wallMs = performance.now() - startedAtMs;
  const { user, system } = process.cpuUsage(node);
  const postgresAfter = (await postgres?.usedMs()) ?? null;
  const postgresMs = postgresBefore === null || postgresAfter === null ? null : postgresAfter - postgresBefore;
  return { result, taken: { wallMs, nodeMs: (user + system) / 1000, postgresMs } };
}

/** The processor time of both; null where that of the server is not known. */
export function processorMs({ nodeMs, postgresMs }: Taken): number | null {
  return postgresMs === null ? null : nodeMs + postgresMs;
}
