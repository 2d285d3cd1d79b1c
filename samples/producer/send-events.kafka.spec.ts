import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isEventType, topicOf } from '@ledger/contracts/event-types';
import { readEnvelope } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';
import { createTopics } from '@ledger/messaging/create-topics';
import { createKafka } from '@ledger/messaging/kafka-client';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import { readKafkaSettings } from '@ledger/messaging/kafka-settings';
import { readTopic } from '@ledger/messaging/read-topic';
import { headerText, type ReceivedRecord } from '@ledger/messaging/received-record';
import { readTopicSettings } from '@ledger/messaging/topic-settings';
import { PUBLIC_INPUT_TOPICS } from '@ledger/messaging/topics';
import { startPrivateKafka, type PrivateKafka } from '../../test/support/kafka-private-broker';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

let broker: PrivateKafka;
const records: ReceivedRecord[] = [];
let printed = '';

beforeAll(async () => {
  broker = await startPrivateKafka();
  const KAFKA_BROKERS = broker.brokers.join(',');
  const settings = readKafkaSettings({ KAFKA_BROKERS });
  const kafka = createKafka(settings, silentKafkaLog);
  await createTopics(kafka, readTopicSettings({ KAFKA_PARTITIONS: '3' }));
  const script = join(__dirname, 'send-events.mjs');
  const env = { PATH: process.env['PATH'], KAFKA_BROKERS, TRACEPARENT };
  printed = (await promisify(execFile)(process.execPath, [script], { env, timeout: 40_000 })).stdout;
  for (const topic of PUBLIC_INPUT_TOPICS) await readTopic(kafka, topic, (record) => records.push(record));
}, 120_000);

afterAll(() => broker.remove());

const eventOf = ({ value }: ReceivedRecord) => JSON.parse(String(value)) as { id: string; type: string; data: object };

it('sends every event to the topic of its type, keyed by partner or customer', () => {
  expect(printed).toBe('7 events sent\n');
  expect(records).toHaveLength(7);
  for (const record of records) {
    const { type } = eventOf(record);
    expect(isEventType(type) && topicOf(type)).toBe(record.topic);
    expect(String(record.key)).toBe(record.topic.includes('partners') ? 'nightjar' : 'cus-7001');
  }
});

it('keeps what has one key in order on one partition, and joins the trace', () => {
  const ofPartner = records.filter(({ topic }) => topic.includes('partners'));
  expect(new Set(ofPartner.map(({ partition }) => partition)).size).toBe(1);
  expect(ofPartner.map((record) => eventOf(record).id)).toEqual(['desk-1', 'desk-2', 'desk-3']);
  for (const record of records) expect(headerText(record, 'traceparent')).toBe(TRACEPARENT);
});

it('sends events that the contract takes, but for the mistake that it shows', () => {
  const refused = records.map(eventOf).filter((event) => {
    const envelope = readEnvelope(event);
    const read = envelope.ok ? readEvent(envelope) : null;
    return read?.ok !== true;
  });
  expect(refused.map(({ id }) => id)).toEqual(['refund-7001']);
});
