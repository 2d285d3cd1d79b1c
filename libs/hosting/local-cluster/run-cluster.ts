import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createKafka } from '@ledger/messaging/kafka-client';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import { ensureFirstAdminToken } from '@ledger/service-kit/access/issue-token';
import { judgeSettingsOfCluster } from '../settings/judge-settings';
import { readServiceSettings, type ServiceSettings } from '../settings/service-settings';
import { openServiceStorage } from '../storage/open-service-storage';
import type { Storage } from '../storage/open-storage';
import type { Settings } from '../settings/settings';
import type { EventStoreKind } from '../settings/event-store-settings';
import { thisProcess } from '@ledger/machine/process-identity';
import { writeWholeNow } from '@ledger/machine/files/write-whole';
import { makeDataFolder } from '../data-folder/data-folder';
import { goOnAsBegun, type AskedStart, type HowBegun } from '../data-folder/how-begun';
import { rememberEnvironment, withRemembered } from '../data-folder/remembered-environment';
import { runningFile } from '../data-folder/running-file';
import { Undo } from '../process/undo';
import { UserError } from '../process/user-error';
import { startClusterServers, type ClusterServers } from './cluster-servers';
import { prepareWithServers } from '../preparation/prepare-with-servers';
import type { RunningCluster } from './running-cluster';
import { ServiceFleet } from './service-fleet';
import { waitUntilVisible } from './wait-until-visible';

export interface ClusterOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly instances: number;
  /** Where the log is kept; default: what the environment says, else what the data folder was begun with, else Postgres. */
  readonly eventStore?: EventStoreKind;
  readonly asked: AskedStart;
  readonly settings: Settings;
  /** Where the built services are; default: in the tree that this file is of. */
  readonly appsDir?: string;
  readonly say: (line: string) => void;
  /** Ends the start, also while it waits for a server: what was started is ended, and the start fails. */
  readonly signal?: AbortSignal;
}

/** A cluster that runs on this machine: servers, services, and the way to look into it. */
export interface RunningLocalCluster {
  readonly dataDir: string;
  readonly servers: ClusterServers;
  readonly fleet: ServiceFleet;
  readonly settings: ServiceSettings;
  readonly begun: HowBegun;
  readonly readModels: DataSource;
  /** The first token of this ledger, told once; null: it was told before. */
  readonly firstAdminToken: string | null;
  /** Resolves when everything offered so far is visible in the read models. */
  caughtUp(timeoutMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** Judges all settings, before anything is printed or written. Throws SettingsError, UserError or CannotListen: one line. */
export async function judgeBeforeCluster(options: Pick<ClusterOptions, 'dataDir' | 'settings' | 'eventStore'>) {
  const given = await environmentOf(options.dataDir, options);
  refuseMissingEventStore(given);
  await judgeSettingsOfCluster(options.dataDir, given);
}

/** Brings up servers, topics, tables and terms, then the services. Throws UserError for what the user can mend. */
export async function runCluster(options: ClusterOptions): Promise<RunningLocalCluster> {
  const { instances, port, appsDir, asked, say, signal = new AbortController().signal } = options;
  const dataDir = await makeDataFolder(options.dataDir);
  const given = await environmentOf(dataDir, options);
  refuseMissingEventStore(given);
  const servers = await startClusterServers(dataDir, given);
  const undo = new Undo();
  undo.by(() => servers.stop());
  try {
    const settings = readServiceSettings(servers.environment);
    await prepareWithServers(settings, { warn: say, signal });
    // Only now the ledger is begun: an event store that could not be prepared may yet be exchanged.
    await rememberEnvironment(dataDir, given);
    const storage = await openServiceStorage(settings, silentKafkaLog);
    undo.by(() => storage.close());
    const begun = await goOnAsBegun(dataDir, storage.store, asked);
    const environment = { ...servers.environment, LEDGER_CLOCK: begun.clock };
    const firstAdminToken = await ensureFirstAdminToken(storage.api);
    const logDir = join(dataDir, 'logs');
    const file = join(dataDir, runningFile);
    const tell = () => writeWholeNow(file, `${JSON.stringify(describeRunning(fleet, servers), null, 2)}\n`);
    const fleet = new ServiceFleet({ instances, basePort: port, environment, logDir, appsDir, say, onReturn: tell });
    undo.by(() => rm(file, { force: true }));
    undo.by(() => fleet.stop());
    await startFleet(fleet, signal);
    tell();
    return {
      dataDir,
      servers,
      fleet,
      settings,
      begun,
      readModels: storage.readModels,
      firstAdminToken,
      stop: () => undo.all(),
      caughtUp: (timeoutMs) => caughtUp(settings, storage, timeoutMs),
    };
  } catch (error) {
    await undo.allAfterFailure();
    throw error;
  }
}

/** What was given, with the options in their variables, and what the data folder remembers. */
async function environmentOf(
  dataDir: string,
  { settings: { environment }, eventStore }: Pick<ClusterOptions, 'settings' | 'eventStore'>,
) {
  const asked = eventStore === undefined ? environment : { ...environment, LEDGER_EVENT_STORE: eventStore };
  const { LEDGER_EVENT_STORE: kind = 'postgres', ...others } = await withRemembered(dataDir, asked);
  return { ...others, LEDGER_EVENT_STORE: kind };
}

function refuseMissingEventStore({ LEDGER_EVENT_STORE: kind, EVENTSTORE_URL: url }: NodeJS.ProcessEnv): void {
  if (kind !== 'eventstoredb' || (url !== undefined && url !== '')) return;
  throw new UserError(
    '--event-store eventstoredb needs EVENTSTORE_URL, the address of a running server such as esdb://127.0.0.1:2113?tls=false ' +
      '(or leave the option out: the log is then kept in Postgres)',
  );
}

async function startFleet(fleet: ServiceFleet, signal: AbortSignal): Promise<void> {
  const stop = () => void fleet.stop();
  signal.addEventListener('abort', stop);
  try {
    signal.throwIfAborted();
    await fleet.start();
    signal.throwIfAborted();
  } catch (error) {
    throw new UserError(
      `a service did not start: ${error instanceof Error ? error.message : String(error)}`,
      'refused',
    );
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function describeRunning(fleet: ServiceFleet, { kafkaBrokers }: ClusterServers): RunningCluster {
  return {
    ...thisProcess(),
    url: fleet.member('referral-intake', 1).url,
    kafkaBrokers,
    services: fleet.members.map(({ service, process: { pid }, url }) => ({ service, pid, url })),
  };
}

async function caughtUp(settings: ServiceSettings, { store, readModels }: Storage, timeoutMs: number) {
  const admin = createKafka(settings.kafka, silentKafkaLog).admin();
  await admin.connect();
  try {
    await waitUntilVisible({ admin, store, readModels, timeoutMs });
  } finally {
    await admin.disconnect();
  }
}
