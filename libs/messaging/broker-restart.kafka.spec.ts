import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeConsumingServices, startConsumingService } from '../../test/support/consuming-service';
import { freshTopic, testKafka, testKafkaSettings } from '../../test/support/kafka-topic';
import { waitUntil } from '../../test/support/wait-until';
import { IdempotentProducer } from './idempotent-producer';
import { silentKafkaLog } from './kafka-log';
import { startKafka, type LocalKafka } from './local-broker/start-kafka';

const RECORDS = 3_000;

/** A broker of its own, because this suite stops it; those of the other suites go on. */
let broker: LocalKafka;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ledger-restart-'));
  broker = await startKafka({ dataDir });
}, 60_000);

afterEach(closeConsumingServices);

afterAll(async () => {
  await broker.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe.each([
  ['stopped and started', () => broker.restart()],
  [
    'killed and started',
    async () => {
      await broker.kill();
      await broker.restart();
    },
  ],
])('a broker that is %s while records are written and read', (_how, disturb) => {
  it('loses none, repeats none in the topic, and keeps their order', async () => {
    const settings = testKafkaSettings({ KAFKA_BROKERS: broker.brokers.join(',') });
    const topic = await freshTopic('restart', 1, testKafka(settings));
    const offsets: bigint[] = [];
    const values: string[] = [];
    const service = await startConsumingService({
      ...{ topics: [topic], settings },
      handle: ({ records }) => {
        for (const { offset, value } of records) {
          if (offsets.includes(offset)) continue;
          offsets.push(offset);
          values.push(value?.toString() ?? '');
        }
      },
    });
    const producer = new IdempotentProducer({ kafka: testKafka(settings), settings, log: silentKafkaLog });
    await producer.connect();

    const sent: Promise<void>[] = [];
    for (let start = 0; start < RECORDS; start += 50) {
      const records = Array.from({ length: 50 }, (_, index) => ({ topic, key: 'k', value: String(start + index) }));
      sent.push(producer.send(records));
    }
    await waitUntil('some arrived', () => values.length > 0);
    await disturb();
    await Promise.all(sent);
    await waitUntil('all arrived', () => values.length >= RECORDS, 40_000);
    await producer.close();

    expect(values).toEqual(Array.from({ length: RECORDS }, (_, index) => String(index)));
    expect([...service.stopped, ...service.fatal]).toEqual([]);
  }, 90_000);
});

it('a service that starts before its broker waits for it', async () => {
  const settings = testKafkaSettings({ KAFKA_BROKERS: broker.brokers.join(',') });
  const topic = await freshTopic('late', 1, testKafka(settings));
  await broker.stop();
  const lines: string[] = [];
  const log = { ...silentKafkaLog, warn: (line: string) => void lines.push(line) };
  const starting = startConsumingService({ topics: [topic], settings, log, handle: () => undefined });
  await waitUntil('it says what it waits for', () => lines.some((line) => line.includes('joining again in')));
  await broker.restart();
  const service = await starting;
  expect(lines.filter((line) => line.includes('joining again'))[0]).toMatch(
    /Kafka at 127\.0\.0\.1:\d+ does not answer \(.*\): start it, or correct KAFKA_BROKERS/,
  );
  expect(service.fatal).toEqual([]);
}, 60_000);
