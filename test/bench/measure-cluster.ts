import { readSettings } from '@ledger/hosting/settings/settings';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kafka } from 'kafkajs';
import { runCluster, type RunningLocalCluster } from '@ledger/hosting/local-cluster/run-cluster';
import { createKafka } from '@ledger/messaging/kafka-client';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import { readTopicSettings } from '@ledger/messaging/topic-settings';
import { openServiceStorage } from '@ledger/hosting/storage/open-service-storage';
import type { Storage } from '@ledger/hosting/storage/open-storage';
import { superuserConnectionString } from '@ledger/hosting/local-servers/postgres/server-logins';
import type { Client } from 'pg';
import type { ProcessTime } from './bottleneck';
import { checkCluster } from './check-cluster';
import { checkInvariants } from './check-invariants';
import { ClusterProcesses, difference } from './cluster-processes';
import { connected, copyFloor, type CopyFloor } from './copy-floor';
import { kafkaFloor } from './kafka-floor';
import { PostgresCpu } from './postgres-cpu';
import { produceHistory, withProducer } from './produce-history';
import type { RunOptions } from './run-options';
import { stepFigures, type StepFigures } from './step-figures';
import { timed } from './stopwatch';
import { VisibleTenths } from './visible-tenths';
import { WatchedSteps } from './watch-steps';
import { termsOfRun } from './terms-of-run';

const SETTLE_TIMEOUT_MS = 60_000;

/** What took how long, and whose processor time it was; no processes: the system does not tell. */
export interface ClusterTaken {
  readonly wallMs: number;
  readonly processes: readonly ProcessTime[];
}

export interface ClusterFigures {
  /** From the first record offered to the last event visible and checkpointed. */
  readonly ingest: ClusterTaken;
  /** The part of all processors' time in which they did anything meanwhile. */
  readonly machineBusy: number;
  readonly steps: readonly StepFigures[];
  /** Floor k. */
  readonly kafka: ClusterTaken;
  /** Floor c. */
  readonly copy: CopyFloor;
}

/** Measures the five services, a process each, as `npm run start:cluster` runs them: with a Kafka and a Postgres of their own. */
export async function measureCluster(options: RunOptions): Promise<ClusterFigures> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ledger-bench-'));
  const troubles: string[] = [];
  const cluster = await runCluster({
    dataDir,
    port: 0,
    instances: 1,
    eventStore: 'postgres',
    asked: { clock: undefined, empty: true },
    settings: readSettings({ PATH: process.env['PATH'], ...termsOfRun(options) }),
    appsDir: join(__dirname, '..', '..', 'dist', 'apps'),
    say: (line) => troubles.push(line),
  });
  // What a start says, of terms that it published, is no trouble.
  troubles.length = 0;
  try {
    const storage = await openServiceStorage(cluster.settings, silentKafkaLog);
    try {
      return await connected(await superuserConnectionString(join(dataDir, 'postgres')), (client) =>
        measure(options, cluster, storage, client, () => (troubles[0] === undefined ? null : new Error(troubles[0]))),
      );
    } finally {
      await storage.close();
    }
  } finally {
    await cluster.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(
  options: RunOptions,
  cluster: RunningLocalCluster,
  storage: Storage,
  client: Client,
  failed: () => Error | null,
): Promise<ClusterFigures> {
  const { file, events } = options;
  const kafka = createKafka(cluster.settings.kafka, silentKafkaLog);
  const postgres = await PostgresCpu.of(client);
  const processes = new ClusterProcesses(cluster, postgres);
  await client.query('CHECKPOINT');
  const ingested = await ingest(options, { cluster, storage, client, kafka, processes, failed });
  await checkInvariants(client, events);
  await checkCluster(storage, cluster, file);
  await cluster.fleet.stop();
  const before = await processes.usedByServers();
  const { wallMs } = await kafkaFloor(kafka, file, events, readTopicSettings({}).partitions);
  const floor = { wallMs, processes: difference(before, await processes.usedByServers()) };
  const copy = await copyFloor(
    await superuserConnectionString(join(cluster.dataDir, 'postgres')),
    cluster.dataDir,
    postgres,
  );
  return { ...ingested, kafka: floor, copy };
}

interface Ingesting {
  readonly cluster: RunningLocalCluster;
  readonly storage: Storage;
  readonly client: Client;
  readonly kafka: Kafka;
  readonly processes: ClusterProcesses;
  readonly failed: () => Error | null;
}

/** Produces everything to the public topics, and waits until it is visible. */
async function ingest({ file, events }: RunOptions, running: Ingesting) {
  const { cluster, storage, client, kafka, processes, failed } = running;
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await withProducer(kafka, async (producer) => {
      const watched = await WatchedSteps.start(admin, storage);
      const before = await processes.used();
      const machine = machineMs();
      const visible = new VisibleTenths(client, events);
      const { taken } = await timed(null, () =>
        Promise.all([produceHistory(producer, file), visible.untilAllVisible(() => failed() ?? watched.failure())]),
      );
      const machineAfter = machineMs();
      const used = difference(before, await processes.used());
      // What is visible need not be committed to its topic yet.
      await cluster.caughtUp(SETTLE_TIMEOUT_MS);
      await watched.stop();
      const passedMs = machineAfter.allMs - machine.allMs;
      return {
        ingest: { wallMs: taken.wallMs, processes: used },
        machineBusy: 1 - (machineAfter.idleMs - machine.idleMs) / passedMs,
        steps: stepFigures(watched.samples),
      };
    });
  } finally {
    await admin.disconnect();
  }
}

function machineMs(): { readonly idleMs: number; readonly allMs: number } {
  const times = cpus().map(({ times: each }) => each);
  const idleMs = times.reduce((sum, { idle }) => sum + idle, 0);
  return {
    idleMs,
    allMs: times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0),
  };
}
