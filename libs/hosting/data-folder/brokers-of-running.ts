import { join } from 'node:path';
import { readWholeJson } from '@ledger/machine/files/read-whole-json';
import { readSettings, type Settings } from '../settings/settings';
import { runningFile } from './running-file';

/** The settings with KAFKA_BROKERS: as they were given, else those of the cluster that runs on a data folder, if one does. */
export async function withBrokersOf(dataDir: string, settings: Settings): Promise<Settings> {
  const { environment } = settings;
  if (environment['KAFKA_BROKERS'] !== undefined) return settings;
  const running = await readWholeJson<{ readonly kafkaBrokers?: readonly string[] }>(join(dataDir, runningFile));
  const kafkaBrokers = running?.kafkaBrokers;
  if (kafkaBrokers === undefined) return settings;
  return readSettings({ ...environment, KAFKA_BROKERS: kafkaBrokers.join(',') });
}
