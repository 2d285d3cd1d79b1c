import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { KafkaJSError, type Admin, type Kafka } from 'kafkajs';
import { receivedRecord, type ReceivedRecord } from './received-record';

/**
 * Reads all that a topic holds at this moment, partition by partition in order, and nothing that comes later. It uses
 * a consumer group of its own, which commits nothing and is deleted afterwards. `lastOnly`: so many offsets at the end
 * of each partition, in place of all.
 * @throws errors of kafkajs when the topic or the cluster cannot be read
 */
export async function readTopic(
  kafka: Kafka,
  topic: string,
  onRecord: (record: ReceivedRecord) => void,
  lastOnly = Infinity,
): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ranges = await offsetsOf(admin, topic);
    const held = ranges.filter(({ low, high }) => low !== high);
    if (held.length === 0) return;
    const groupId = `partner-ledger.reader.${randomUUID()}`;
    const parts = held.map(({ partition, low, high }) => {
      const start = BigInt(Math.max(Number(low), Number(high) - lastOnly));
      return { partition, start, end: BigInt(high) };
    });
    await readParts(kafka, groupId, { topic, parts, onRecord });
    await admin.deleteGroups([groupId]);
  } finally {
    await admin.disconnect();
  }
}

const ATTEMPTS = 10;
const PAUSE_MS = 250;

/** A topic that was just made, or whose leader changes, has none for a moment: kafkajs asks here once only. */
async function offsetsOf(admin: Admin, topic: string) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await admin.fetchTopicOffsets(topic);
    } catch (error) {
      const isRetriable = error instanceof KafkaJSError && error.retriable;
      if (!isRetriable || attempt === ATTEMPTS) throw error;
      await pause(PAUSE_MS);
      await admin.fetchTopicMetadata({ topics: [topic] });
    }
  }
}

interface TopicReading {
  readonly topic: string;
  /** What to read of each partition. */
  readonly parts: readonly { readonly partition: number; readonly start: bigint; readonly end: bigint }[];
  readonly onRecord: (record: ReceivedRecord) => void;
}

async function readParts(kafka: Kafka, groupId: string, { topic, parts, onRecord }: TopicReading): Promise<void> {
  const ends = new Map(parts.map(({ partition, end }) => [partition, end]));
  const nextOf = new Map(parts.map(({ partition, start }) => [partition, start]));
  const consumer = kafka.consumer({
    groupId,
    maxWaitTimeInMs: 100,
    allowAutoTopicCreation: false,
    retry: { restartOnFailure: () => Promise.resolve(false) },
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      // Also batches that hold nothing but a transaction's control records bring a partition to its end.
      consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
        const end = ends.get(payload.partition);
        if (end !== undefined && BigInt(payload.lastOffset) + 1n >= end) ends.delete(payload.partition);
        if (ends.size === 0) resolve();
      });
      const running = consumer.run({
        autoCommit: false,
        eachBatch: ({ batch }) => {
          const end = ends.get(batch.partition) ?? 0n;
          for (const message of batch.messages) {
            const record = receivedRecord(topic, batch.partition, message);
            // What was fetched before the jump to the start may come twice.
            if (record.offset >= end || record.offset < (nextOf.get(batch.partition) ?? 0n)) continue;
            nextOf.set(batch.partition, record.offset + 1n);
            onRecord(record);
          }
          return Promise.resolve();
        },
      });
      running.then(() => {
        for (const { partition, start } of parts) consumer.seek({ topic, partition, offset: String(start) });
      }, reject);
    });
  } finally {
    await consumer.disconnect();
  }
}
