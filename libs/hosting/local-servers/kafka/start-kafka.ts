import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BrokerProcess } from './broker-process';
import { brokerProperties, type SecureListener } from './broker-properties';
import { formatStorage } from './format-storage';
import { freePort } from '@ledger/machine/free-port';
import { propertiesFile } from './java-command';
import { ensureKafkaJars, requireJava } from './kafka-jars';
import { stopLeftoverBroker } from './leftover-broker';

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
 * Starts Apache Kafka (one KRaft node, loopback only) from its own jars and waits until it answers. It ends with this
 * process, however that ends.
 * @throws Error in one line when Java or Maven is missing, or another process runs one there, or with the end of the broker's log when it does not start
 */
export async function startKafka(options: LocalKafkaOptions): Promise<LocalKafka> {
  requireJava();
  const dataDir = resolve(options.dataDir);
  const jarsFolder = ensureKafkaJars();
  mkdirSync(dataDir, { recursive: true });
  await stopLeftoverBroker(dataDir);

  const port = options.port ?? (await freePort());
  const place = { dataDir, port, controllerPort: await freePort(), secure: options.secure };
  writeFileSync(propertiesFile(dataDir), brokerProperties(place), { mode: 0o600 });
  formatStorage(dataDir, jarsFolder, options.secure);

  const broker = new BrokerProcess(dataDir, jarsFolder, `127.0.0.1:${port}`);
  await broker.start();
  return broker;
}
