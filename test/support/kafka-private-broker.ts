import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecureListener } from '@ledger/hosting/local-servers/kafka/broker-properties';
import { startKafka, type LocalKafka } from '@ledger/hosting/local-servers/kafka/start-kafka';

/** A broker of one suite's own: for suites that stop it, or that touch the ledger's real topics. */
export interface PrivateKafka extends LocalKafka {
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

export async function startPrivateKafka(secure?: SecureListener): Promise<PrivateKafka> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ledger-kafka-'));
  const broker = await startKafka({ dataDir, secure });
  return {
    brokers: broker.brokers,
    logFile: broker.logFile,
    stop: () => broker.stop(),
    kill: () => broker.kill(),
    restart: () => broker.restart(),
    remove: async () => {
      await broker.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
