import { closeConsumingServices, startConsumingService } from '../../test/support/consuming-service';
import { startPrivateKafka, type PrivateKafka } from '../../test/support/kafka-private-broker';
import { freshTopic, testKafka, testKafkaSettings } from '../../test/support/kafka-topic';
import { waitUntil } from '../../test/support/wait-until';
import { IdempotentProducer } from './idempotent-producer';
import { silentKafkaLog } from './kafka-log';

/** A broker of its own, because this suite stops it; those of the other suites go on. */
let broker: PrivateKafka;

beforeAll(async () => {
  broker = await startPrivateKafka();
}, 60_000);

afterEach(closeConsumingServices);

afterAll(() => broker.remove());

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
    const offsets = new Set<bigint>();
    const values: string[] = [];
    const service = await startConsumingService({
      topics: [topic],
      settings,
      handle: ({ records }) => {
        for (const { offset, value } of records) {
          if (offsets.has(offset)) continue;
          offsets.add(offset);
          values.push(value?.toString() ?? '');
        }
      },
    });
    const producer = new IdempotentProducer({ kafka: testKafka(settings), settings, log: silentKafkaLog });
    await producer.connect();

    // Writes without a pause from before the disturbance until the broker has been back for a while.
    let written = 0;
    let isOver = false;
    const writing = (async () => {
      while (!isOver) {
        const batch = Array.from({ length: 50 }, () => ({ topic, key: 'k', value: String(written++) }));
        await producer.send(batch);
      }
    })();
    await waitUntil('some arrived', () => values.length > 200);
    await disturb();
    const writtenBefore = written;
    await waitUntil('writing goes on', () => written > writtenBefore + 200, 40_000);
    isOver = true;
    await writing;
    await waitUntil('all arrived', () => values.length >= written, 40_000);
    await producer.close();

    expect(values).toEqual(Array.from({ length: written }, (_, index) => String(index)));
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

it('a service that may not wait for ever ends with one line when its broker stays away', async () => {
  const more = { KAFKA_BROKERS: broker.brokers.join(','), KAFKA_GIVE_UP_AFTER_MS: '1000' };
  const settings = testKafkaSettings(more);
  const topic = await freshTopic('gone', 1, testKafka(settings));
  const service = await startConsumingService({ topics: [topic], settings, handle: () => undefined });
  await broker.stop();
  await waitUntil('it has given up', () => service.fatal.length > 0, 40_000);
  await broker.restart();
  expect(service.fatal.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Kafka at 127\.0\.0\.1:\d+ does not answer \(.*\): start it, or correct KAFKA_BROKERS/),
  ]);
}, 60_000);
