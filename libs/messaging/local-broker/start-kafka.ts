import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { guardIdleTimer } from '../guard-idle-timer';
import { brokerProperties, type BrokerPlace, type SecureListener } from './broker-properties';
import { deployFile } from './deploy-folder';
import { findFreePort } from './free-port';
import { ensureKafkaJars, requireJava } from './kafka-jars';
import { forgetBroker, rememberBroker, stopLeftoverBroker } from './leftover-broker';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;
const JVM_OPTIONS = ['-Xms96m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError'];

export interface LocalKafkaOptions {
  /** Where the broker keeps its data, its properties and its log (kafka.log); made if missing, used again if not. */
  readonly dataDir: string;
  /** The port for clients on 127.0.0.1; a free one if not given. */
  readonly port?: number;
  /** A second listener with TLS and passwords, for tests of these settings. */
  readonly secure?: SecureListener;
}

export interface LocalKafka {
  /** What to put into KAFKA_BROKERS. */
  readonly brokers: readonly string[];
  /** The file with the broker's own log. */
  readonly logFile: string;
  /** Ends the broker cleanly (its data stay); does nothing when it is down already. */
  stop(): Promise<void>;
  /** Ends it as a crash would (SIGKILL). */
  kill(): Promise<void>;
  /** Starts it again on the same data and ports, after stopping it cleanly if it still runs. */
  restart(): Promise<void>;
}

/**
 * Starts Apache Kafka (one KRaft node, loopback only) from its own jars and waits until it answers.
 * @throws Error in one line when Java or Maven is missing, or with the end of the broker's log when it does not start
 */
export async function startKafka(options: LocalKafkaOptions): Promise<LocalKafka> {
  requireJava();
  const dataDir = resolve(options.dataDir);
  const jars = ensureKafkaJars();
  mkdirSync(dataDir, { recursive: true });
  await stopLeftoverBroker(dataDir);

  const port = options.port ?? (await findFreePort());
  const place: BrokerPlace = { dataDir, port, controllerPort: await findFreePort(), secure: options.secure };
  writeFileSync(propertiesFile(dataDir), brokerProperties(place), { mode: 0o600 });
  formatStorage(dataDir, jars, options.secure);

  const broker = new BrokerProcess(dataDir, jars, `127.0.0.1:${port}`);
  await broker.start();
  return broker;
}

class BrokerProcess implements LocalKafka {
  readonly brokers: readonly string[];
  readonly logFile: string;
  private child: ChildProcess | undefined;

  constructor(
    private readonly dataDir: string,
    private readonly jars: string,
    address: string,
  ) {
    this.brokers = [address];
    this.logFile = join(dataDir, 'kafka.log');
  }

  async start(): Promise<void> {
    const log = openSync(this.logFile, 'a');
    // A process group of its own: Ctrl-C must reach the services first, and the broker last.
    const child = spawn(
      'java',
      [...JVM_OPTIONS, ...javaArguments(this.jars), 'kafka.Kafka', propertiesFile(this.dataDir)],
      { stdio: ['ignore', log, log], detached: true },
    );
    closeSync(log);
    this.child = child;
    process.once('exit', this.endWithParent);
    if (child.pid !== undefined) rememberBroker(this.dataDir, child.pid);
    try {
      await this.waitUntilItAnswers(child);
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  private readonly endWithParent = (): void => {
    this.child?.kill('SIGTERM');
  };

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.child;
    if (child === undefined) return;
    if (!hasEnded(child)) {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill(signal);
      const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(impatient);
    }
    this.child = undefined;
    process.removeListener('exit', this.endWithParent);
    forgetBroker(this.dataDir);
  }

  private async waitUntilItAnswers(child: ChildProcess): Promise<void> {
    guardIdleTimer();
    const kafka = new Kafka({
      clientId: 'local-broker-check',
      brokers: [...this.brokers],
      logLevel: logLevel.NOTHING,
      connectionTimeout: 1_000,
      retry: { initialRetryTime: 100, maxRetryTime: 100, retries: 1 },
    });
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      if (hasEnded(child)) throw new Error(`the local Kafka broker did not start: ${this.endOfLog()}`);
      if (await answers(kafka)) return;
      if (Date.now() > deadline) {
        throw new Error(`the local Kafka broker does not answer after ${START_TIMEOUT_MS / 1000} s: ${this.endOfLog()}`);
      }
    }
  }

  private endOfLog(): string {
    const lines = readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-5);
    return `${lines.join(' | ')} (${this.logFile})`;
  }
}

/** True once the broker has a leader and finds coordinators of groups: clients then need no retries. */
async function answers(kafka: Kafka): Promise<boolean> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    await admin.fetchOffsets({ groupId: 'local-broker-check', topics: [] });
    return cluster.brokers.length > 0;
  } catch {
    return false;
  } finally {
    await admin.disconnect();
  }
}

function formatStorage(dataDir: string, jars: string, secure: SecureListener | undefined): void {
  if (existsSync(join(dataDir, 'log', 'meta.properties'))) return;
  const scram = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) =>
    secure === undefined ? [] : ['--add-scram', `${mechanism}=[name=${secure.username},password=${secure.password}]`],
  );
  const tool = spawnSync(
    'java',
    [
      ...javaArguments(jars),
      ...['kafka.tools.StorageTool', 'format', '--config', propertiesFile(dataDir)],
      ...['--cluster-id', clusterId(), ...scram],
    ],
    { encoding: 'utf8' },
  );
  if (tool.status !== 0) {
    throw new Error(`Kafka's storage in ${dataDir} could not be formatted: ${`${tool.stdout}${tool.stderr}`.trim()}`);
  }
}

function javaArguments(jars: string): string[] {
  return [`-Dlog4j2.configurationFile=${deployFile('log4j2.properties')}`, '-cp', join(jars, '*')];
}

function propertiesFile(dataDir: string): string {
  return join(dataDir, 'server.properties');
}

/** A new cluster's id: 16 random bytes in Kafka's own notation; one that starts with "-" would look like an option. */
function clusterId(): string {
  return `k${randomBytes(16).toString('base64url').slice(1, 22)}`;
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
