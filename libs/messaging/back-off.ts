import { setTimeout as sleep } from 'node:timers/promises';

export interface BackOff {
  readonly initialDelayMs: number;
  readonly maximumDelayMs: number;
}

/** How long to wait before trying again, doubling from attempt to attempt (the first is 0) up to the maximum. */
export function delayMs(backOff: BackOff, attempt: number): number {
  return Math.min(backOff.initialDelayMs * 2 ** attempt, backOff.maximumDelayMs);
}

/** Waits, or returns early (without an error) once the signal aborts. */
export async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(durationMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
