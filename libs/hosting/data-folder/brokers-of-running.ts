import { join } from 'node:path';
import { readWholeJson } from '@ledger/machine/files/read-whole-json';
import { runningFile } from './running-file';

/** The environment with KAFKA_BROKERS: as it was given, else those of the cluster that runs on a data folder, if one does. */
export async function withBrokersOf(dataDir: string, environment: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  if (environment['KAFKA_BROKERS'] !== undefined) return environment;
  const running = await readWholeJson<{ readonly kafkaBrokers?: readonly string[] }>(join(dataDir, runningFile));
  const kafkaBrokers = running?.kafkaBrokers;
  return kafkaBrokers === undefined ? environment : { ...environment, KAFKA_BROKERS: kafkaBrokers.join(',') };
}
