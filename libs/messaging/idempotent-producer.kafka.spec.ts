import { randomBytes } from 'node:crypto';
import { freshTopic, numbered, testKafka, testKafkaSettings } from '../../test/support/kafka-topic';
import { IdempotentProducer, type OutgoingRecord } from './idempotent-producer';
import { silentKafkaLog } from './kafka-log';
import { readTopic } from './read-topic';
import type { ReceivedRecord } from './received-record';

async function producerFor(more: Record<string, string> = {}): Promise<IdempotentProducer> {
  const settings = testKafkaSettings(more);
  const producer = new IdempotentProducer({ kafka: testKafka(settings), settings, log: silentKafkaLog });
  await producer.connect();
  return producer;
}

async function recordsOf(topic: string): Promise<ReceivedRecord[]> {
  const records: ReceivedRecord[] = [];
  await readTopic(testKafka(), topic, (record) => records.push(record));
  return records;
}

const valuesOf = (records: readonly ReceivedRecord[]): string[] => records.map(({ value }) => value?.toString() ?? '');

it('keeps the order of calls that do not wait for each other', async () => {
  const topic = await freshTopic('calls');
  const producer = await producerFor();
  const records = numbered(topic, 200);
  await Promise.all(records.map((record) => producer.send([record])));
  await producer.close();
  expect(valuesOf(await recordsOf(topic))).toEqual(records.map(({ value }) => value));
});

it('cuts what is too large for one request, in order', async () => {
  const topic = await freshTopic('large');
  const producer = await producerFor();
  const padding = 'x'.repeat(100_000);
  const records = Array.from({ length: 30 }, (_, index) => ({ topic, key: 'k', value: `${index}-${padding}` }));
  await producer.send(records);
  await producer.close();
  expect(valuesOf(await recordsOf(topic)).map((value) => value.split('-')[0])).toEqual(
    records.map((_, index) => String(index)),
  );
});

it('compresses when told to, and the bytes arrive as they were', async () => {
  const topic = await freshTopic('gzip');
  const producer = await producerFor({ KAFKA_COMPRESSION: 'gzip' });
  await producer.send(numbered(topic, 100));
  await producer.close();
  expect(valuesOf(await recordsOf(topic))).toHaveLength(100);
});

it('puts a key into the partition that every other Kafka client puts it into', async () => {
  const topic = await freshTopic('keys', 6);
  const producer = await producerFor();
  // Keys and their murmur2 hashes, from the tests of Kafka's own Java client.
  const hashes = {
    '21': -973_932_308,
    foobar: -790_332_482,
    abc: 479_470_107,
    'a-little-bit-long-string': -985_981_536,
  };
  await producer.send(Object.keys(hashes).flatMap((key) => [1, 2].map((n) => ({ topic, key, value: String(n) }))));
  await producer.close();
  const placed = (await recordsOf(topic)).map(({ key, partition }) => `${key?.toString()} in ${partition}`);
  const expected = Object.entries(hashes).map(([key, hash]) => `${key} in ${(hash & 0x7fffffff) % 6}`);
  expect(placed.sort()).toEqual([...expected, ...expected].sort());
});

it('refuses a record that the topic does not take, names the remedy, and goes on with others', async () => {
  const topic = await freshTopic('refused');
  const producer = await producerFor();
  // Of chance, so that packing it does not help: what is too large as it is goes compressed.
  const tooLarge: OutgoingRecord = { topic, key: 'k', value: randomBytes(5_000_000).toString('base64') };
  const small: OutgoingRecord = { topic, key: 'k', value: 'small' };
  const results = await Promise.allSettled([producer.send([tooLarge]), producer.send([small])]);
  await producer.close();
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(results[0]).toMatchObject({
    reason: {
      message: expect.stringMatching(/^Kafka refused 1 record\(s\) for .* \(MESSAGE_TOO_LARGE\).*max\.message\.bytes/),
    },
  });
  expect(valuesOf(await recordsOf(topic))).toEqual(['small']);
});

it('packs a record that the topic does not take as it is, whatever the settings', async () => {
  const topic = await freshTopic('packed');
  const producer = await producerFor();
  const value = 'x'.repeat(5_000_000);
  await producer.send([{ topic, key: 'k', value }]);
  await producer.close();
  expect(valuesOf(await recordsOf(topic))).toEqual([value]);
});

it('says that it was closed before it could send', async () => {
  const topic = await freshTopic('closed');
  const producer = await producerFor();
  await producer.close();
  await expect(producer.send(numbered(topic, 1))).rejects.toThrow(/^stopped before Kafka at .* answered$/);
});

it('waits for a topic that is not there yet, and can be stopped meanwhile', async () => {
  const settings = testKafkaSettings();
  const lines: string[] = [];
  let sawLine: () => void = () => undefined;
  const said = new Promise<void>((resolve) => (sawLine = resolve));
  const log = {
    ...silentKafkaLog,
    warn: (line: string) => {
      lines.push(line);
      if (line.includes('trying again')) sawLine();
    },
  };
  const producer = new IdempotentProducer({ kafka: testKafka(settings), settings, log });
  await producer.connect();
  const sent = producer.send([{ topic: 'test-nobody-created-this', key: 'k', value: 'v' }]);
  const outcome = sent.catch((error: unknown) => error);
  await said;
  await producer.close();
  expect(await outcome).toMatchObject({ name: 'KafkaFailure' });
  expect(lines.some((line) => /does not have a topic .*"ledger topics create"/.test(line))).toBe(true);
});
