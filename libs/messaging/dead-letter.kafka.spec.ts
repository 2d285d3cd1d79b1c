import { closeConsumingServices, startConsumingService } from '../../test/support/consuming-service';
import { startPrivateKafka, type PrivateKafka } from '../../test/support/kafka-private-broker';
import { freshTopic, testKafka, testKafkaSettings } from '../../test/support/kafka-topic';
import { waitUntil } from '../../test/support/wait-until';
import type { Kafka } from 'kafkajs';
import { createTopics } from './create-topics';
import { deadLetterRecord } from './dead-letter';
import { findDeadLetter, listDeadLetters, redriveDeadLetter, type ListedDeadLetter } from './dead-letter-box';
import { IdempotentProducer } from './idempotent-producer';
import { silentKafkaLog } from './kafka-log';
import type { KafkaSettings } from './kafka-settings';
import { headerText, type ReceivedRecord } from './received-record';

const POISON = Buffer.from([0x7b, 0xff, 0x00, 0x22]);
/** A broker of its own: the dead letters of a broker that was given are not for tests to add to. */
let broker: PrivateKafka;
let settings: KafkaSettings;
let kafka: Kafka;
let producer: IdempotentProducer;

beforeAll(async () => {
  broker = await startPrivateKafka();
  settings = testKafkaSettings({ KAFKA_BROKERS: broker.brokers.join(',') });
  kafka = testKafka(settings);
  await createTopics(kafka, { partitions: 1, replicationFactor: 1, retentionDays: 1, deadLetterRetentionDays: 1 });
  producer = new IdempotentProducer({ kafka, settings, log: silentKafkaLog });
  await producer.connect();
}, 60_000);

afterEach(closeConsumingServices);
afterAll(async () => {
  await producer.close();
  await broker.remove();
});

/** A consumer that puts aside what is not JSON, as the intake does; `takesPoison` is its cure. */
async function startIntake(topic: string, isCured: () => boolean): Promise<ReceivedRecord[]> {
  const accepted: ReceivedRecord[] = [];
  await startConsumingService({
    topics: [topic],
    settings,
    handle: async ({ records }) => {
      for (const record of records) {
        if (isCured() || isJson(record)) accepted.push(record);
        else {
          const cause = { code: 'not_json', reason: 'unexpected byte at position 1', service: 'referral-intake' };
          await producer.send([deadLetterRecord(record, cause, new Date('2026-03-01T10:00:00Z'))]);
        }
      }
    },
  });
  return accepted;
}

function isJson({ value }: ReceivedRecord): boolean {
  try {
    JSON.parse(value?.toString() ?? '');
    return true;
  } catch {
    return false;
  }
}

async function lettersFrom(topic: string): Promise<ListedDeadLetter[]> {
  return (await listDeadLetters(kafka)).filter(({ letter }) => letter.origin.topic === topic);
}

it('a record that cannot be parsed is put aside with its reason, its place and its bytes; those behind it go on', async () => {
  const topic = await freshTopic('poison', 1, kafka);
  await producer.send([
    { topic, key: 'customer', value: '{"n":1}' },
    { topic, key: 'customer', value: POISON, headers: { traceparent: '00-abc' } },
    { topic, key: 'customer', value: '{"n":2}' },
  ]);
  const accepted = await startIntake(topic, () => false);
  await waitUntil('the others were accepted', () => accepted.length === 2);

  const letters = await lettersFrom(topic);
  expect(letters).toEqual([
    {
      redrivenAt: [],
      letter: {
        number: expect.any(BigInt),
        cause: { code: 'not_json', reason: 'unexpected byte at position 1', service: 'referral-intake' },
        at: '2026-03-01T10:00:00.000Z',
        origin: { topic, partition: 0, offset: 1n },
        firstOffset: null,
        original: {
          key: Buffer.from('customer'),
          value: POISON,
          headers: { traceparent: [Buffer.from('00-abc')] },
          cutFromBytes: null,
        },
        redrivesBefore: 0,
      },
    },
  ]);
});

it('a dead letter goes back to its topic with its bytes, marked; a second time only when told to', async () => {
  const topic = await freshTopic('redrive', 1, kafka);
  await producer.send([{ topic, key: 'customer', value: POISON, headers: { traceparent: '00-abc' } }]);
  let cured = false;
  const accepted = await startIntake(topic, () => cured);
  await waitUntil('it was put aside', async () => (await lettersFrom(topic)).length === 1);
  const number = (await lettersFrom(topic))[0]?.letter.number ?? -1n;

  cured = true;
  await redriveDeadLetter(kafka, producer, number, false);
  await waitUntil('it came back', () => accepted.length === 1);
  const [back] = accepted;
  expect(back).toMatchObject({ topic, partition: 0, offset: 1n, key: Buffer.from('customer'), value: POISON });
  expect(Object.keys(back?.headers ?? {}).sort()).toEqual([
    'redrive-count',
    'redriven-from-dead-letter',
    'traceparent',
  ]);
  expect(back && headerText(back, 'redriven-from-dead-letter')).toBe(`partner-ledger.dead-letter.v1/${number}`);

  await expect(redriveDeadLetter(kafka, producer, number, false)).rejects.toThrow(
    new RegExp(`^dead letter ${number} was redriven at .*: if it has to go once more, say so with --again$`),
  );
  await redriveDeadLetter(kafka, producer, number, true);
  await waitUntil('it came back again', () => accepted.length === 2);
  expect(accepted.map((record) => headerText(record, 'redrive-count'))).toEqual(['1', '2']);
  expect((await findDeadLetter(kafka, number)).redrivenAt).toHaveLength(2);
});

it('one that fails again remembers that it had been redriven', async () => {
  const topic = await freshTopic('fails-again', 1, kafka);
  await producer.send([{ topic, key: 'customer', value: POISON }]);
  await startIntake(topic, () => false);
  await waitUntil('it was put aside', async () => (await lettersFrom(topic)).length === 1);
  await redriveDeadLetter(kafka, producer, (await lettersFrom(topic))[0]?.letter.number ?? -1n, false);
  await waitUntil('it was put aside again', async () => (await lettersFrom(topic)).length === 2);
  const [first, second] = await lettersFrom(topic);
  expect(first?.redrivenAt).toHaveLength(1);
  expect(second).toMatchObject({ redrivenAt: [], letter: { redrivesBefore: 1, origin: { offset: 1n } } });
  expect(second?.letter.original.headers).toEqual({});
});

it('says which numbers there are when one is asked for that is not there', async () => {
  await expect(findDeadLetter(kafka, 987_654n)).rejects.toThrow(
    'there is no dead letter 987654: "ledger dead-letters list" shows those there are',
  );
});
