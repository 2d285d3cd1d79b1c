import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeConsumingServices, startConsumingService } from '../../test/support/consuming-service';
import { makeTestCertificate, type TestCertificate } from '../../test/support/kafka-certificate';
import { startPrivateKafka, type PrivateKafka } from '../../test/support/kafka-private-broker';
import { freshTopic, numbered, produce, testKafka, testKafkaSettings } from '../../test/support/kafka-topic';
import { waitUntil } from '../../test/support/wait-until';
import type { KafkaSettings } from './kafka-settings';
import { freePort } from '@ledger/machine/free-port';

const USER = { username: 'ledger', password: 'correct-horse' };

let folder: string;
let certificate: TestCertificate;
let broker: PrivateKafka;
let securePort: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-tls-'));
  certificate = makeTestCertificate(folder);
  securePort = await freePort();
  broker = await startPrivateKafka({ port: securePort, ...USER, ...certificate });
}, 90_000);

afterEach(closeConsumingServices);

afterAll(async () => {
  await broker.remove();
  await rm(folder, { recursive: true, force: true });
});

function secured(more: Record<string, string> = {}): KafkaSettings {
  return testKafkaSettings({
    KAFKA_BROKERS: `127.0.0.1:${securePort}`,
    KAFKA_TLS_CA_FILE: certificate.caFile,
    KAFKA_SASL_MECHANISM: 'scram-sha-512',
    KAFKA_SASL_USERNAME: USER.username,
    KAFKA_SASL_PASSWORD: USER.password,
    ...more,
  });
}

it.each(['plain', 'scram-sha-256', 'scram-sha-512'])('reads and writes through TLS with %s', async (mechanism) => {
  const settings = secured({ KAFKA_SASL_MECHANISM: mechanism });
  const topic = await freshTopic('secured', 1, testKafka(settings));
  await produce(numbered(topic, 3), settings);
  let handled = 0;
  await startConsumingService({
    topics: [topic],
    settings,
    handle: ({ records }) => void (handled += records.length),
  });
  await waitUntil('they arrived', () => handled === 3);
});

async function failureToStart(settings: KafkaSettings): Promise<string> {
  const starting = startConsumingService({ topics: ['any'], settings, handle: () => undefined });
  return starting.then(
    () => 'it started',
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

it('ends at once with one line when the password is wrong, without showing it', async () => {
  expect(await failureToStart(secured({ KAFKA_SASL_PASSWORD: 'wrong-horse' }))).toBe(
    `KafkaFailure: Kafka at 127.0.0.1:${securePort} refused the user "ledger" (scram-sha-512): ` +
      'correct KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD or KAFKA_SASL_MECHANISM',
  );
});

it('ends at once with one line when the certificate is not trusted', async () => {
  expect(await failureToStart(secured({ KAFKA_TLS_CA_FILE: '', KAFKA_TLS: 'true' }))).toMatch(
    /^KafkaFailure: Kafka at 127\.0\.0\.1:\d+: TLS failed \(.*certificate.*\): give the certificate authority of the brokers in KAFKA_TLS_CA_FILE$/,
  );
});

it('gives up after the time that the settings allow when the port speaks no TLS', async () => {
  const plainPort = broker.brokers.join(',');
  const failure = await failureToStart(secured({ KAFKA_BROKERS: plainPort, KAFKA_GIVE_UP_AFTER_MS: '1' }));
  expect(failure).toMatch(/^KafkaFailure: Kafka at 127\.0\.0\.1:\d+.* TLS/);
});
