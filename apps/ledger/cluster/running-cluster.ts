import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runningFile } from '../storage/running-file';

/** What `start-cluster` writes into its data folder while it runs. */
export interface RunningCluster {
  readonly pid: number;
  /** The address of the service that takes events. */
  readonly url: string;
  readonly kafkaBrokers: readonly string[];
  readonly services: readonly { readonly service: string; readonly pid: number; readonly url: string }[];
}

/** The variables for Kafka of the cluster that runs on a data folder, where the environment does not set them. */
export async function withBrokersOf(dataDir: string, environment: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  if (environment['KAFKA_BROKERS'] !== undefined) return environment;
  const text = await readFile(join(dataDir, runningFile), 'utf8').catch(() => null);
  const running = text === null ? null : (JSON.parse(text) as Partial<RunningCluster>);
  if (running?.kafkaBrokers === undefined) return environment;
  return { ...environment, KAFKA_BROKERS: running.kafkaBrokers.join(',') };
}
