import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigResourceTypes, Kafka, logLevel, Partitioners, type Admin, type Producer } from 'kafkajs';
import { ServiceFleet, type FleetMember } from '@apps/ledger/cluster/service-fleet';
import { prepareFromEnvironment } from '@apps/ledger/cluster/prepare-from-environment';
import { waitUntilVisible } from '@apps/ledger/cluster/wait-until-visible';
import { faultText } from '@ledger/event-store/log-check';
import { stagePositions } from '@ledger/proof/verify/stage-positions';
import { verifyLog } from '@ledger/proof/verify/verify-log';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { readLedger } from '@ledger/read-models/postgres/read-ledger';
import { jsonReport } from '@ledger/read-models/report/json-report';
import { exportFacts } from '@ledger/runner/export-facts';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { PostgresPersonalDataStore } from '@ledger/runner/personal/postgres-personal-data-store';
import { recordedPrograms } from '@ledger/runner/recorded-programs';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import { startKafka, type LocalKafka } from '@ledger/messaging/local-broker/start-kafka';
import { LEDGER_TOPICS, STAGE_SERVICES, type StageService } from '@ledger/messaging/topics';
import { issueToken } from '@ledger/service-kit/auth/issue-token';
import { readClusterSettings } from '@ledger/service-kit/cluster/cluster-settings';
import { openClusterStorage, type ClusterStorage } from '@ledger/service-kit/cluster/cluster-storage';
import type { EventStoreKind } from '@ledger/service-kit/cluster/event-store-settings';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@ledger/service-kit/embedded-postgres/start-embedded-postgres';
import { presets } from '../properties/presets';
import { replayOf } from '../properties/replay-in-process';
import { startEventStoreDb, type TestEventStoreDb } from '../support/eventstoredb/start-event-store-db';
import { startRealServer } from '../support/eventstoredb/real/real-server';
import { realServerHome } from '../support/eventstoredb/real/real-server-options';
import { waitUntil } from '../support/wait-until';
import type { SampleLine } from './offered-events';
import { TcpProxy } from './tcp-proxy';

const PERSONAL_KEY = '7'.repeat(64);
const VISIBLE_TIMEOUT_MS = 90_000;
const INSTANCES = 2;
const EVENTSTORE_PORT = 2113;

/** What services of a test wait for is shorter than in earnest. */
const SHORT_WAITS = {
  ...{ KAFKA_SESSION_TIMEOUT_MS: '3000', KAFKA_REBALANCE_TIMEOUT_MS: '8000', KAFKA_MAXIMUM_BATCH_RECORDS: '100' },
  ...{ LEDGER_STATEMENT_TIMEOUT_MS: '3000', EVENTSTORE_ANSWER_TIMEOUT_MS: '3000', LEDGER_LOG_LEVEL: 'info' },
};

/** What the tests do to the event store. */
type DisturbedEventStore = Pick<TestEventStoreDb, 'url' | 'kill' | 'restart' | 'stop'> & { readonly name: string };

/** Two instances of each of the five services, on a broker, a Postgres and an event store that tests may disturb. */
export class ClusterUnderTest {
  readonly killed: string[] = [];
  offered = 0;

  private constructor(
    readonly dataDir: string,
    readonly broker: LocalKafka,
    private postgres: EmbeddedPostgres,
    readonly eventStoreDb: DisturbedEventStore | null,
    /** Between the services and the server of the event store. */
    readonly proxy: TcpProxy,
    readonly fleet: ServiceFleet,
    readonly kafka: Kafka,
    private readonly admin: Admin,
    private readonly producer: Producer,
    private storage: ClusterStorage,
    private readonly direct: NodeJS.ProcessEnv,
  ) {}

  static async start(eventStore: EventStoreKind, more: NodeJS.ProcessEnv = {}): Promise<ClusterUnderTest> {
    const dataDir = await mkdtemp(join(tmpdir(), `ledger-cluster-${eventStore}-`));
    const [broker, postgres, eventStoreDb] = await Promise.all([
      startKafka({ dataDir: join(dataDir, 'kafka') }),
      startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), settings: { max_connections: '300' } }),
      startEventStore(eventStore, dataDir),
    ]);
    const direct = {
      ...eventStoreVariables(),
      ...{ PATH: process.env['PATH'], ...SHORT_WAITS, KAFKA_BROKERS: broker.brokers.join(',') },
      ...{ LEDGER_POSTGRES_URL: postgres.connectionString, LEDGER_PERSONAL_KEY: PERSONAL_KEY },
      ...{ LEDGER_EVENT_STORE: eventStore, EVENTSTORE_URL: eventStoreDb?.url ?? process.env['EVENTSTORE_URL'] },
      ...{ EVENTSTORE_NAMESPACE: `t${Date.now().toString(36)}` },
      ...more,
    };
    const variable = eventStore === 'postgres' ? 'LEDGER_POSTGRES_URL' : 'EVENTSTORE_URL';
    const server = direct[variable] ?? '';
    const proxy = await TcpProxy.to(server, EVENTSTORE_PORT);
    await prepareFromEnvironment(direct, { warn: (line) => process.stderr.write(`${line}\n`) });
    const environment = {
      ...direct,
      LEDGER_FAILPOINT: 'told',
      [variable]: proxy.through(server),
    };
    const killed: string[] = [];
    const fleet = new ServiceFleet({
      ...{ instances: INSTANCES, basePort: 0, environment, logDir: join(dataDir, 'logs') },
      appsDir: join(__dirname, '..', '..', 'dist', 'apps'),
      ...{ say: () => undefined, onReturn: () => undefined },
      onEnd: (member, how) => {
        killed.push(`${member.service} ${how}`);
        // One instance is to die; the other goes on.
        for (const each of fleet.members) if (each.service === member.service) each.process.arm('');
      },
    });
    await fleet.start();
    const kafka = new Kafka({ brokers: [...broker.brokers], logLevel: logLevel.NOTHING, retry: { retries: 30 } });
    const producer = kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      idempotent: true,
      maxInFlightRequests: 1,
    });
    const admin = kafka.admin();
    await Promise.all([producer.connect(), admin.connect()]);
    const storage = await openClusterStorage(readClusterSettings(direct), silentKafkaLog);
    const parts = [
      dataDir,
      broker,
      postgres,
      eventStoreDb,
      proxy,
      fleet,
      kafka,
      admin,
      producer,
      storage,
      direct,
    ] as const;
    const cluster = new ClusterUnderTest(...parts);
    Object.assign(cluster, { killed });
    return cluster;
  }

  /** Which event store this is, for people; without credentials. */
  get eventStoreName(): string {
    if (this.eventStoreDb !== null) return `${this.eventStoreDb.name} (${this.eventStoreDb.url})`;
    const { LEDGER_EVENT_STORE: kind, EVENTSTORE_URL: url = '' } = this.direct;
    return kind === 'eventstoredb' ? `the EventStoreDB at ${new URL(url).host}` : 'Postgres';
  }

  /** Produces lines to their public topics, as other teams' services would: some at a time, in order. */
  async offer(lines: readonly SampleLine[]): Promise<void> {
    for (let from = 0; from < lines.length; from += 25) {
      for (const { topic, key, text } of lines.slice(from, from + 25)) await this.send(topic, key, text);
    }
    this.offered += lines.length;
  }

  /** No topic takes larger messages any more than so many bytes. */
  async limitMessages(bytes: number): Promise<void> {
    await this.admin.alterConfigs({
      validateOnly: false,
      resources: LEDGER_TOPICS.map(({ name }) => ({
        type: ConfigResourceTypes.TOPIC,
        ...{ name, configEntries: [{ name: 'max.message.bytes', value: String(bytes) }] },
      })),
    });
  }

  /** Produces one record as it is. */
  async send(topic: string, key: string | null, value: string | Buffer | null): Promise<void> {
    await this.producer.send({ topic, messages: [{ key, value }] });
  }

  /** Names the moment at which one instance of each service (or of some) is to die. */
  arm(failpoint: string, services: readonly StageService[] = STAGE_SERVICES): void {
    for (const { service, process } of this.fleet.members) if (services.includes(service)) process.arm(failpoint);
  }

  /** Nothing dies any more. */
  disarm(): void {
    this.arm('');
  }

  /** Restarts all instances of a service, for one life with more variables. */
  async restartService(service: StageService, more: NodeJS.ProcessEnv = {}): Promise<void> {
    await Promise.all(this.instancesOf(service).map((member) => this.fleet.restart(member, more)));
  }

  instancesOf(service: StageService): FleetMember[] {
    return this.fleet.members.filter((member) => member.service === service);
  }

  /** A token that may do everything. */
  async adminToken(): Promise<string> {
    return (await issueToken(this.storage.api, { kind: 'admin', topics: [], name: 'test' })).text;
  }

  /** Stops the Postgres in order and starts it again at the same place. */
  async restartPostgres(): Promise<void> {
    await this.storage.close();
    await this.postgres.stop();
    this.postgres = await startEmbeddedPostgres({
      dataDir: join(this.dataDir, 'postgres'),
      settings: { max_connections: '300' },
    });
    this.storage = await openClusterStorage(readClusterSettings(this.direct), silentKafkaLog);
  }

  /** Sets all groups back to the beginning, as if everything had to be delivered again. The services are down meanwhile. */
  async deliverAllAgain(groups: ReadonlyMap<string, readonly string[]>): Promise<void> {
    for (const [groupId, topics] of groups) {
      for (const topic of topics) {
        await waitUntil(`${groupId} can be set back`, () =>
          this.admin.resetOffsets({ groupId, topic, earliest: true }).then(
            () => true,
            () => false,
          ),
        );
      }
    }
  }

  /** The reasons of the lanes that wait or are stopped now. */
  async haltedReasons(): Promise<string[]> {
    const { rows } = await this.storage.pool.query<{ reason: string }>(
      'SELECT reason FROM ledger_cluster.halted_lanes',
    );
    return rows.map(({ reason }) => reason);
  }

  /** Waits until all that was offered is visible. */
  async untilVisible(timeoutMs = VISIBLE_TIMEOUT_MS): Promise<void> {
    const { store, readModels } = this.storage;
    await waitUntilVisible({ admin: this.admin, store, readModels, timeoutMs });
  }

  /** Everything that arrived, in its order, as `ledger facts export` writes it. */
  async facts(): Promise<unknown[]> {
    const { store, pool } = this.storage;
    const personalData = new PostgresPersonalDataStore(pool);
    const concealer = new PersonalDataConcealer(Buffer.from(PERSONAL_KEY, 'hex'));
    const facts: unknown[] = [];
    for await (const event of exportFacts({ store, personalData, concealer }))
      facts.push(JSON.parse(JSON.stringify(event)));
    return facts;
  }

  /** What `ledger export` prints. */
  async exported(): Promise<string> {
    let text = '';
    await readLedger(this.storage.readModels, async (rows) => {
      const view = await ledgerAsOf(rows, { termsOf: rows.termsOf, asOf: null });
      for await (const piece of jsonReport(view)) text += piece;
    });
    return text;
  }

  /** After a fault: all is visible, nothing that was offered is missing or there twice, and the replay gives the same bytes. */
  async expectWhole(timeoutMs = VISIBLE_TIMEOUT_MS): Promise<void> {
    await this.untilVisible(timeoutMs);
    const facts = await this.facts();
    expect(facts).toHaveLength(this.offered + presets.length);
    expect(firstDifference(await this.exported(), await replayOf(facts, null, []))).toBeNull();
    await waitUntil('no lane is halted', async () => (await this.haltedReasons()).length === 0);
    expect(await this.verified()).toEqual({ fault: null, pending: 0 });
  }

  /** What `ledger verify` says of the log. */
  private async verified() {
    const { store, pool } = this.storage;
    const { fault, pending } = await verifyLog({
      ...{ store, personalData: new PostgresPersonalDataStore(pool), reExecute: true, noted: null },
      concealer: new PersonalDataConcealer(Buffer.from(PERSONAL_KEY, 'hex')),
      ...{ programs: await recordedPrograms(store), decidedTo: await stagePositions(pool) },
    });
    return { fault: fault === null ? null : faultText(fault), pending };
  }

  async stop(): Promise<void> {
    await Promise.all([this.producer.disconnect(), this.admin.disconnect()]);
    await this.fleet.stop();
    await this.storage.close();
    await this.proxy.close();
    await Promise.all([this.broker.stop(), this.postgres.stop(), this.eventStoreDb?.stop()]);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** A real EventStoreDB where one lies unpacked, else that of the tests; null: there is none, or it is given. */
async function startEventStore(kind: EventStoreKind, dataDir: string): Promise<DisturbedEventStore | null> {
  if (kind === 'postgres' || process.env['EVENTSTORE_URL'] !== undefined) return null;
  if (realServerHome() === undefined) {
    const server = await startEventStoreDb({ dataDir: join(dataDir, 'eventstoredb') });
    return Object.assign(server, { name: 'the EventStoreDB of the tests' });
  }
  const server = await startRealServer();
  return {
    ...{ name: 'a real EventStoreDB', url: `esdb://127.0.0.1:${server.port}?tls=false` },
    ...{ kill: () => server.kill(), restart: () => server.restart(), stop: () => server.end() },
  };
}

/** How to reach a real server, where EVENTSTORE_URL names one (a single node: the proxy stands before it). */
function eventStoreVariables(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('EVENTSTORE_')));
}

/** The first line in which two texts differ, with what is around it; null: they are the same, byte for byte. */
function firstDifference(one: string, other: string): { line: number; one: string[]; other: string[] } | null {
  if (one === other) return null;
  const [left, right] = [one.split('\n'), other.split('\n')];
  const line = left.findIndex((text, index) => text !== right[index]);
  return { line: line + 1, one: left.slice(line - 8, line + 8), other: right.slice(line - 8, line + 8) };
}
