import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
import { startPrivateKafka, type PrivateKafka } from '../support/kafka-private-broker';
import { withEachSender } from './sample-senders';

// Each is fetched and built the first time.
jest.setTimeout(600_000);

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const SENDERS = join(__dirname, '..', '..', 'samples', 'senders');
const SITUATIONS = join(SENDERS, 'situations');

interface Row {
  readonly topic: string;
  readonly key: string;
  readonly event: { readonly id: string; readonly type: string };
}

const outboxes = [
  join(SENDERS, 'outbox.ndjson'),
  ...readdirSync(SITUATIONS).map((name) => join(SITUATIONS, name)),
] as const;
const rows = outboxes.flatMap((file) => {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Row);
});

let broker: PrivateKafka;
beforeAll(async () => {
  broker = await startPrivateKafka();
  const kafka = createKafka(readKafkaSettings({ KAFKA_BROKERS: broker.brokers.join(',') }), silentKafkaLog);
  await createTopics(kafka, readTopicSettings({ KAFKA_PARTITIONS: '3' }));
});
afterAll(() => broker.remove());

const eventOf = ({ value }: ReceivedRecord) => JSON.parse(String(value)) as Row['event'];

async function recordsOf(topics: Iterable<string>): Promise<readonly ReceivedRecord[]> {
  const kafka = createKafka(readKafkaSettings({ KAFKA_BROKERS: broker.brokers.join(',') }), silentKafkaLog);
  const records: ReceivedRecord[] = [];
  for (const topic of topics) await readTopic(kafka, topic, (record) => records.push(record));
  return records;
}

/** The events of each topic and key, in their order. */
function byKey(sent: Iterable<Row>): Record<string, unknown[]> {
  const events: Record<string, unknown[]> = {};
  for (const { topic, key, event } of sent) (events[`${topic} ${key}`] ??= []).push(event);
  return events;
}

let timesSent = 0;

withEachSender(({ send }) => {
  it('sends each event to its topic, whole, in the order of its key, and joins the trace', async () => {
    const env = { KAFKA_BROKERS: broker.brokers.join(','), TRACEPARENT };
    expect(await send(outboxes, env)).toBe(`${rows.length} events sent\n`);
    timesSent++;
    const records = await recordsOf(PUBLIC_INPUT_TOPICS);
    const received = records.map((record) => ({
      topic: record.topic,
      key: String(record.key),
      event: eventOf(record),
    }));
    expect(byKey(received)).toEqual(byKey(Array.from({ length: timesSent }, () => rows).flat()));
    for (const record of records) {
      expect(headerText(record, 'traceparent')).toBe(TRACEPARENT);
      expect(headerText(record, 'content-type')).toBe('application/cloudevents+json');
    }
    // Records of one key lie on one partition, whichever library chose it: otherwise their order is nobody's.
    const partitions = new Map<string, Set<number>>();
    for (const { topic, key, partition } of records) {
      const place = `${topic} ${String(key)}`;
      partitions.set(place, (partitions.get(place) ?? new Set()).add(partition));
    }
    for (const found of partitions.values()) expect(found.size).toBe(1);
  });
});

it('what they send belongs on its topic, and is what the contract takes, but for the mistake that the first shows', () => {
  const refused = rows.filter(({ event }) => {
    const envelope = readEnvelope(event);
    const read = envelope.ok ? readEvent(envelope) : null;
    return read?.ok !== true;
  });
  expect(refused.map(({ event }) => event.id)).toEqual(['refund-7001']);
  for (const { topic, event } of rows) expect(isEventType(event.type) && topicOf(event.type)).toBe(topic);
});
