import { randomBytes } from 'node:crypto';
import type { Admin, Kafka } from 'kafkajs';
import { createAndAwaitTopics } from '@ledger/messaging/create-and-await-topics';
import { IdempotentProducer, type OutgoingRecord } from '@ledger/messaging/idempotent-producer';
import { createKafka } from '@ledger/messaging/kafka-client';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import { readKafkaSettings, type KafkaSettings } from '@ledger/messaging/kafka-settings';
import { readLanePositions } from '@ledger/messaging/lane-positions';

/** Short sessions, so that a test need not wait long for a group to notice that a member is gone. */
const TEST_ENVIRONMENT = { KAFKA_SESSION_TIMEOUT_MS: '3000', KAFKA_REBALANCE_TIMEOUT_MS: '10000' };

/** The settings of this Jest run's broker. */
export function testKafkaSettings(more: Readonly<Record<string, string>> = {}): KafkaSettings {
  return readKafkaSettings({ ...TEST_ENVIRONMENT, KAFKA_BROKERS: process.env['KAFKA_BROKERS'], ...more });
}

export function testKafka(settings: KafkaSettings = testKafkaSettings()): Kafka {
  return createKafka(settings, silentKafkaLog);
}

/** A name that no other test uses. */
export function freshName(about: string): string {
  return `test-${about}-${randomBytes(6).toString('hex')}`;
}

/** A topic of its own for a test. */
export async function freshTopic(about: string, partitions = 1, kafka = testKafka()): Promise<string> {
  const topic = freshName(about);
  await withAdmin(kafka, (admin) =>
    createAndAwaitTopics(admin, [{ topic, numPartitions: partitions, replicationFactor: 1 }]),
  );
  return topic;
}

/** Writes records in this order, durably. */
export async function produce(records: readonly OutgoingRecord[], settings = testKafkaSettings()): Promise<void> {
  const producer = new IdempotentProducer({ kafka: testKafka(settings), settings, log: silentKafkaLog });
  await producer.connect();
  await producer.send(records);
  await producer.close();
}

/** `count` records named 0, 1, 2, … with the same key. */
export function numbered(topic: string, count: number, key = 'program'): OutgoingRecord[] {
  return Array.from({ length: count }, (_, index) => ({ topic, key, value: String(index) }));
}

/** What the group has committed on a partition; null: nothing. */
export async function committed(groupId: string, topic: string, partition = 0): Promise<bigint | null> {
  const [position] = await withAdmin(testKafka(), (admin) => readLanePositions(admin, groupId, [{ topic, partition }]));
  return position?.committed ?? null;
}

export async function withAdmin<T>(kafka: Kafka, use: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}
