import { setTimeout as delay } from 'node:timers/promises';
import { postgresFailure } from '@ledger/event-store/postgres/postgres-failure';
import { projectAsRecorded, type ProjectedHere } from './project-as-recorded';

const AGAIN_MS = 500;

/**
 * Keeps the read models up to date until the signal, also after their server was away: it goes on at their checkpoint.
 * Rejects when a projection fails for any other reason.
 */
export async function projectWithPatience(here: ProjectedHere, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await projectAsRecorded(here, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (postgresFailure(error, {}).code !== 'unreachable') throw error;
      await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
