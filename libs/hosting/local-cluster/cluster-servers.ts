import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startKafka } from '../local-servers/kafka/start-kafka';
import { isPortFree } from '@ledger/machine/free-port';
import { personalKeyOfStart } from '../data-folder/personal-key';
import { UserError } from '../process/user-error';
import { startPostgresOfFolder } from '../storage/postgres-of-folder';

const KAFKA_PORT = 9092;

/** The servers that a cluster stands on: those given by environment, and local ones for the rest. */
export interface ClusterServers {
  /** The environment of the services: what was given, and where the local servers are. */
  readonly environment: NodeJS.ProcessEnv;
  readonly kafkaBrokers: readonly string[];
  /** Where they are, for people; without passwords. */
  readonly descriptions: readonly string[];
  stop(): Promise<void>;
}

/** Starts what the environment does not name: a broker for KAFKA_BROKERS, a Postgres for LEDGER_POSTGRES_URL. */
export async function startClusterServers(dataDir: string, given: NodeJS.ProcessEnv): Promise<ClusterServers> {
  await mkdir(dataDir, { recursive: true });
  const key = await personalKeyOfStart(dataDir, given['LEDGER_PERSONAL_KEY']);
  const stops: (() => Promise<void>)[] = [];
  // Neither needs the other.
  const stop = async () => void (await Promise.all(stops.splice(0).map((each) => each())));
  try {
    const postgres = await postgresOf(dataDir, given);
    stops.push(postgres.stop);
    const kafka = await kafkaOf(dataDir, given);
    stops.push(kafka.stop);
    const environment = {
      ...given,
      KAFKA_BROKERS: kafka.brokers.join(','),
      LEDGER_POSTGRES_URL: postgres.url,
      LEDGER_PERSONAL_KEY: key.toString('hex'),
    };
    const descriptions = [kafka.description, postgres.description];
    return { environment, kafkaBrokers: kafka.brokers, descriptions, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function postgresOf(dataDir: string, given: NodeJS.ProcessEnv) {
  const url = given['LEDGER_POSTGRES_URL'];
  if (url !== undefined && url !== '') {
    return { url, stop: () => Promise.resolve(), description: `Postgres   ${withoutPassword(url)} (given)` };
  }
  const server = await startPostgresOfFolder(dataDir);
  const description = `Postgres   ${withoutPassword(server.connectionString)} (embedded)`;
  return { url: server.connectionString, stop: () => server.stop(), description };
}

async function kafkaOf(dataDir: string, given: NodeJS.ProcessEnv) {
  const named = given['KAFKA_BROKERS'];
  if (named !== undefined && named !== '') {
    return { brokers: named.split(','), stop: () => Promise.resolve(), description: `Kafka      ${named} (given)` };
  }
  const port = (await isPortFree(KAFKA_PORT)) ? { port: KAFKA_PORT } : {};
  const broker = await startKafka({ dataDir: join(dataDir, 'kafka'), ...port }).catch((error: Error) => {
    throw new UserError(error.message, 'refused');
  });
  const description = `Kafka      ${broker.brokers.join(',')} (local; its log: ${broker.logFile})`;
  return { brokers: broker.brokers, stop: () => broker.stop(), description };
}

function withoutPassword(url: string): string {
  const { host, pathname } = new URL(url);
  return `postgresql://${host}${pathname}`;
}
