import { readSettings } from '@ledger/hosting/settings/settings';
import { SERVICE_MODULES } from '@apps/ledger/services';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded, type RunningEmbedded } from '@ledger/hosting/all-in-one/start-embedded';
import { readLedger } from '@ledger/read-models/postgres/read-ledger';
import { rebuildReadModels } from '@ledger/read-models/postgres/rebuild/rebuild-read-models';
import { superuserConnectionString } from '@ledger/hosting/local-servers/postgres/server-logins';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { programBeginnings } from '@ledger/runner/program-beginnings';
import { readBatches } from '@ledger/runner/project-log';
import { NO_METRICS } from '@ledger/runner/runner-metrics';
import type { Client } from 'pg';
import { checkInvariants } from './check-invariants';
import { asError } from './as-error';
import { connected, copyFloor, type CopyFloor } from './copy-floor';
import { drainFloor } from './drain-floor';
import { feedInProcess } from './feed-in-process';
import { hashReport } from './hash-report';
import { PostgresCpu } from './postgres-cpu';
import type { RunOptions } from './run-options';
import { timed, type Taken } from './stopwatch';
import { VisibleTenths } from './visible-tenths';
import { termsOfRun } from './terms-of-run';

export interface EmbeddedFigures {
  /** From the first event offered to the last one visible and checkpointed. */
  readonly ingest: Taken;
  /** What each tenth of the events took to become visible. */
  readonly tenthsMs: readonly number[];
  /** How long after the last answer everything was visible. */
  readonly projectionLagMs: number;
  readonly restart: Taken;
  readonly rebuild: Taken;
  /** Floor e. */
  readonly drain: Taken;
  /** Floor c. */
  readonly copy: CopyFloor;
  /** How many events the log has, decisions included. */
  readonly logEvents: number;
  readonly reportHash: string;
}

/** Measures the embedded runtime on a Postgres of its own, with the settings of `npm start`. */
export async function measureEmbedded(options: RunOptions): Promise<EmbeddedFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-bench-'));
  const failures: Error[] = [];
  const running = await startEmbedded({
    modules: SERVICE_MODULES,
    dataDir: folder,
    port: 0,
    asked: { clock: undefined, empty: true },
    settings: readSettings({ LEDGER_LOG_LEVEL: 'fatal', ...termsOfRun(options) }),
    onStopped: (error) => failures.push(asError(error)),
  });
  try {
    // It measures beside the ledger: checkpoints, and a database of its own.
    const connectionString = await superuserConnectionString(join(folder, 'postgres'));
    return await connected(connectionString, async (client) => {
      const postgres = await PostgresCpu.of(client);
      await client.query('CHECKPOINT');
      const ingested = await ingest(options, running, client, postgres, () => failures[0] ?? null);
      await checkInvariants(client, options.events);
      const reportHash = await hashOf(running);
      const restart = await timeRestart(running, postgres);
      const drained = await drainFloor(client, postgres);
      const copy = await copyFloor(connectionString, folder, postgres);
      await client.query('CHECKPOINT');
      const rebuild = await timeRebuild(running, postgres);
      return { ...ingested, restart, rebuild, drain: drained.taken, copy, logEvents: drained.events, reportHash };
    });
  } finally {
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Offers everything in this process and waits until it is visible. */
async function ingest(
  { events, file }: RunOptions,
  { ledger }: RunningEmbedded,
  client: Client,
  postgres: PostgresCpu | null,
  failed: () => Error | null,
): Promise<Pick<EmbeddedFigures, 'ingest' | 'tenthsMs' | 'projectionLagMs'>> {
  const visible = new VisibleTenths(client, events);
  let answeredAtMs = 0;
  const { taken } = await timed(postgres, async () => {
    const feeding = feedInProcess(ledger, file).then(() => (answeredAtMs = performance.now()));
    await Promise.all([feeding, visible.untilAllVisible(failed)]);
  });
  const projectionLagMs = performance.now() - answeredAtMs;
  return { ingest: taken, tenthsMs: visible.tenthsMs(), projectionLagMs };
}

/** A start on the log as it is: every pipeline is brought to its end again. */
async function timeRestart({ storage, ledger }: RunningEmbedded, postgres: PostgresCpu | null): Promise<Taken> {
  const { store, personalData, concealer } = storage;
  const names = (await ledger.programs()).map(({ name }) => name);
  const programs = await programBeginnings(store, names);
  const options = { store, personalData, concealer, programs, wallClock: null, metrics: NO_METRICS };
  return (await timed(postgres, () => EmbeddedLedger.open(options))).taken;
}

async function timeRebuild({ storage }: RunningEmbedded, postgres: PostgresCpu | null): Promise<Taken> {
  const { result, taken } = await timed(postgres, () =>
    rebuildReadModels({
      dataSource: storage.readModels,
      readBatches: (from, to) => readBatches(storage.store, from, to),
      swap: 'equal' as const,
      readersMayTakeMs: 60_000,
      say: () => undefined,
    }),
  );
  if (!result.swapped) throw new Error(`no figure: the rebuilt read models differ in ${result.differences[0]?.table}`);
  return taken;
}

function hashOf({ storage }: RunningEmbedded): Promise<string> {
  return readLedger(storage.readModels, (rows) => hashReport(rows, { termsOf: rows.termsOf, asOf: null }));
}
