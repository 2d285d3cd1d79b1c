import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaVersion } from '@ledger/hosting/local-servers/kafka/kafka-jars';
import { startKafka } from '@ledger/hosting/local-servers/kafka/start-kafka';

declare global {
  /** Stops the broker that this setup started; for the teardown, which runs in the same process. */
  var stopTestKafka: (() => Promise<void>) | undefined;
}

/** Makes one broker available to all suites of a Jest run: that of `KAFKA_BROKERS`, or one of its own. */
export default async function startTestKafka(): Promise<void> {
  const given = process.env['KAFKA_BROKERS'];
  if (given !== undefined && given !== '') {
    process.stderr.write(`Suites run against the given Kafka at ${given}\n`);
    return;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'ledger-jest-kafka-'));
  const broker = await startKafka({ dataDir });
  process.env['KAFKA_BROKERS'] = broker.brokers.join(',');
  process.stderr.write(`Suites run against Apache Kafka ${kafkaVersion()}, started at ${broker.brokers.join(',')}\n`);
  globalThis.stopTestKafka = async () => {
    await broker.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
