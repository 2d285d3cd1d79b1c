import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { guardIdleTimer } from '@ledger/messaging/guard-idle-timer';
import { BRIEF_JVM, javaArguments, propertiesFile } from './java-command';
import { forgetBroker, rememberBroker } from './leftover-broker';

const START_TIMEOUT_MS = 60_000;
/** Then it is killed: what it answered for is in its files, and it looks through them at its next start. */
const STOP_TIMEOUT_MS = 4_000;
const BROKER_JVM = ['-Xms96m', '-Xmx384m', '-XX:+ExitOnOutOfMemoryError'];

/** One broker on a prepared data folder: its Java process, started and ended, as often as wanted. */
export class BrokerProcess {
  readonly brokers: readonly string[];
  readonly logFile: string;
  private child: ChildProcess | undefined;
  private watchdog: ChildProcess | undefined;

  constructor(
    private readonly dataDir: string,
    private readonly jarsFolder: string,
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
      [...BRIEF_JVM, ...BROKER_JVM, ...javaArguments(this.jarsFolder), 'kafka.Kafka', propertiesFile(this.dataDir)],
      { stdio: ['ignore', log, log], detached: true },
    );
    closeSync(log);
    this.child = child;
    if (child.pid !== undefined) {
      rememberBroker(this.dataDir, child.pid);
      this.watchdog = stopWhenParentEnds(child.pid);
    }
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

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.child;
    if (child === undefined) return;
    this.watchdog?.kill('SIGKILL');
    if (!hasEnded(child)) {
      const ended = once(child, 'exit');
      child.kill(signal);
      const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(impatient);
    }
    this.child = undefined;
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
    while (!(await answers(kafka))) {
      if (hasEnded(child)) throw new Error(`the local Kafka broker did not start: ${this.endOfLog()}`);
      if (Date.now() > deadline) {
        throw new Error(
          `the local Kafka broker does not answer after ${START_TIMEOUT_MS / 1000} s: ${this.endOfLog()}`,
        );
      }
    }
  }

  private endOfLog(): string {
    const lines = readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-5);
    return `${lines.join(' | ')} (${this.logFile})`;
  }
}

/** Ends the broker when this process is gone without having done so, however it ended: its end of a pipe closes then. */
function stopWhenParentEnds(pid: number): ChildProcess {
  const watchdog = spawn('sh', ['-c', 'cat; kill -TERM "$0"', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.unref();
  if (watchdog.stdin instanceof Socket) watchdog.stdin.unref();
  return watchdog;
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

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
