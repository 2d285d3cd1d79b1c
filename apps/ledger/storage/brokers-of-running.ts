import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runningFile } from './running-file';

/** The environment with KAFKA_BROKERS: as it was given, else those of the cluster that runs on a data folder, if one does. */
export async function withBrokersOf(dataDir: string, environment: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  if (environment['KAFKA_BROKERS'] !== undefined) return environment;
  const text = await readFile(join(dataDir, runningFile), 'utf8').catch(() => '{}');
  const { kafkaBrokers } = JSON.parse(text) as { kafkaBrokers?: readonly string[] };
  return kafkaBrokers === undefined ? environment : { ...environment, KAFKA_BROKERS: kafkaBrokers.join(',') };
}
