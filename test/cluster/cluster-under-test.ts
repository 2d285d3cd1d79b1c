import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigResourceTypes, Kafka, logLevel, Partitioners, type Admin, type Producer } from 'kafkajs';
import { ServiceFleet, type FleetMember } from '@ledger/hosting/local-cluster/service-fleet';
import { prepareWithServers } from '@ledger/hosting/preparation/prepare-with-servers';
import { waitUntilVisible } from '@ledger/hosting/local-cluster/wait-until-visible';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import { startKafka, type LocalKafka } from '@ledger/hosting/local-servers/kafka/start-kafka';
import { LEDGER_TOPICS, STAGE_SERVICES, type StageService } from '@ledger/messaging/topics';
import { issueToken } from '@ledger/service-kit/access/issue-token';
import { readServiceSettings } from '@ledger/hosting/settings/service-settings';
import { openServiceStorage } from '@ledger/hosting/storage/open-service-storage';
import type { Storage } from '@ledger/hosting/storage/open-storage';
import type { EventStoreKind } from '@ledger/hosting/settings/event-store-settings';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@ledger/hosting/local-servers/postgres/start-embedded-postgres';
import { presets } from '../properties/presets';
import { RunningReplay } from '../properties/replay-in-process';
import { waitUntil } from '../support/wait-until';
import { eventStoreVariables, startEventStore, type DisturbedEventStore } from './disturbed-event-store';
import { exportedFacts, exportedLedger, firstDifference, PERSONAL_KEY, verified } from './ledger-of-cluster';
import type { SampleLine } from './offered-events';
import { TcpProxy } from './tcp-proxy';

const VISIBLE_TIMEOUT_MS = 90_000;
const INSTANCES = 2;
const EVENTSTORE_PORT = 2113;

/** What services of a test wait for is shorter than in earnest. */
const SHORT_WAITS = {
  KAFKA_SESSION_TIMEOUT_MS: '3000',
  KAFKA_REBALANCE_TIMEOUT_MS: '8000',
  KAFKA_MAXIMUM_BATCH_RECORDS: '100',
  LEDGER_STATEMENT_TIMEOUT_MS: '3000',
  EVENTSTORE_ANSWER_TIMEOUT_MS: '3000',
  LEDGER_LOG_LEVEL: 'info',
};

/** Two instances of each of the five services, on a broker, a Postgres and an event store that tests may disturb. */
export class ClusterUnderTest {
  readonly killed: string[] = [];
  offered = 0;
  /** The replay of what has arrived, and which facts it has taken so far. */
  private readonly replay = new RunningReplay(null, {}, []);
  private readonly replayed: string[] = [];

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
    private storage: Storage,
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
      PATH: process.env['PATH'],
      // They start quickly (test/support/jest-options.cjs).
      NODE_OPTIONS: process.env['NODE_OPTIONS'],
      ...SHORT_WAITS,
      KAFKA_BROKERS: broker.brokers.join(','),
      LEDGER_POSTGRES_URL: postgres.connectionString,
      LEDGER_PERSONAL_KEY: PERSONAL_KEY,
      LEDGER_EVENT_STORE: eventStore,
      EVENTSTORE_URL: eventStoreDb?.url ?? process.env['EVENTSTORE_URL'],
      EVENTSTORE_NAMESPACE: `t${Date.now().toString(36)}`,
      ...more,
    };
    const variable = eventStore === 'postgres' ? 'LEDGER_POSTGRES_URL' : 'EVENTSTORE_URL';
    const server = direct[variable] ?? '';
    const proxy = await TcpProxy.to(server, EVENTSTORE_PORT);
    await prepareWithServers(readServiceSettings(direct), { warn: (line) => process.stderr.write(`${line}\n`) });
    const environment = {
      ...direct,
      LEDGER_FAILPOINT: 'told',
      [variable]: proxy.through(server),
    };
    const killed: string[] = [];
    const fleet = new ServiceFleet({
      instances: INSTANCES,
      basePort: 0,
      environment,
      logDir: join(dataDir, 'logs'),
      appsDir: join(__dirname, '..', '..', 'dist', 'apps'),
      say: () => undefined,
      onReturn: () => undefined,
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
    const storage = await openServiceStorage(readServiceSettings(direct), silentKafkaLog);
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
        name,
        configEntries: [{ name: 'max.message.bytes', value: String(bytes) }],
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
    this.storage = await openServiceStorage(readServiceSettings(this.direct), silentKafkaLog);
  }

  /** Sets all groups back to the beginning, as if everything had to be delivered again. The services are down meanwhile. */
  async deliverAllAgain(groups: ReadonlyMap<string, readonly string[]>): Promise<void> {
    const setBack = async (groupId: string, topics: readonly string[]) => {
      for (const topic of topics) {
        await waitUntil(`${groupId} can be set back`, () =>
          this.admin.resetOffsets({ groupId, topic, earliest: true }).then(
            () => true,
            () => false,
          ),
        );
      }
    };
    await Promise.all([...groups].map(([groupId, topics]) => setBack(groupId, topics)));
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
  facts(): Promise<unknown[]> {
    return exportedFacts(this.storage);
  }

  /** What `ledger export` prints. */
  exported(): Promise<string> {
    return exportedLedger(this.storage);
  }

  /** After a fault: all is visible, nothing that was offered is missing or there twice, and the replay gives the same bytes. */
  async expectWhole(timeoutMs = VISIBLE_TIMEOUT_MS): Promise<void> {
    await this.untilVisible(timeoutMs);
    const facts = await this.facts();
    expect(facts).toHaveLength(this.offered + presets.length);
    expect(firstDifference(await this.exported(), await this.replayOf(facts))).toBeNull();
    await waitUntil('no lane is halted', async () => (await this.haltedReasons()).length === 0);
  }

  /** What the replay of all facts prints. Those that it has taken before are to be what they were: it takes the others. */
  private async replayOf(facts: readonly unknown[]): Promise<string> {
    const texts = facts.map((fact) => JSON.stringify(fact));
    expect(this.replayed.findIndex((text, at) => text !== texts[at])).toBe(-1);
    for (const text of texts.slice(this.replayed.length)) {
      this.replay.offer(JSON.parse(text));
      this.replayed.push(text);
    }
    return this.replay.print();
  }

  /** After all faults: what was written under each of them stands in the log as it must. */
  async expectLogHolds(): Promise<void> {
    expect(await verified(this.storage)).toEqual({ fault: null, pending: 0 });
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
