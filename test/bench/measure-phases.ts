import { readSettings } from '@ledger/hosting/settings/settings';
import { SERVICE_MODULES } from '@apps/ledger/services';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '@ledger/hosting/all-in-one/start-embedded';
import { asError } from './as-error';
import { connected } from './copy-floor';
import { profiled } from './cpu-profile';
import { feedInProcess } from './feed-in-process';
import { PostgresCpu } from './postgres-cpu';
import type { RunOptions } from './run-options';
import { VisibleTenths } from './visible-tenths';
import { whereTimeGoes, type PhaseTime } from './where-time-goes';
import { termsOfRun } from './terms-of-run';

/** Ingests under the profiler, which makes it slower: says where the time goes, not how much of it there is. */
export async function measurePhases({ file, events, program }: RunOptions): Promise<PhaseTime[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-bench-'));
  const failures: Error[] = [];
  const { storage, ledger, stop } = await startEmbedded({
    modules: SERVICE_MODULES,
    dataDir: folder,
    port: 0,
    asked: { clock: undefined, empty: true },
    settings: readSettings({ LEDGER_LOG_LEVEL: 'fatal', ...termsOfRun({ program }) }),
    onStopped: (error) => failures.push(asError(error)),
  });
  try {
    return await connected(storage.connectionString, async (client) => {
      const postgres = await PostgresCpu.of(client);
      const visible = new VisibleTenths(client, events);
      const { profile } = await profiled(() =>
        Promise.all([feedInProcess(ledger, file), visible.untilAllVisible(() => failures[0] ?? null)]),
      );
      const applications = [...((await postgres?.byApplication()) ?? [])];
      const server = applications.map(([application, ms]) => ({ phase: `Postgres for “${application}”`, ms }));
      return [...whereTimeGoes(profile), ...server.filter(({ ms }) => ms > 0)];
    });
  } finally {
    await stop();
    await rm(folder, { recursive: true, force: true });
  }
}
