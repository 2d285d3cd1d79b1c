import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import { receivedRecord, type ReceivedRecord } from './received-record';

/**
 * Reads all that a topic holds at this moment, partition by partition in order, and nothing that comes later. It uses
 * a consumer group of its own, which commits nothing and is deleted afterwards.
 * @throws errors of kafkajs when the topic or the cluster cannot be read
 */
export async function readTopic(
  kafka: Kafka,
  topic: string,
  onRecord: (record: ReceivedRecord) => void,
): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ranges = await admin.fetchTopicOffsets(topic);
    const ends = new Map(
      ranges.filter(({ low, high }) => low !== high).map(({ partition, high }) => [partition, BigInt(high)]),
    );
    if (ends.size === 0) return;
    const groupId = `partner-ledger.reader.${randomUUID()}`;
    await readUntil(kafka, groupId, topic, ends, onRecord);
    await admin.deleteGroups([groupId]);
  } finally {
    await admin.disconnect();
  }
}

async function readUntil(
  kafka: Kafka,
  groupId: string,
  topic: string,
  ends: Map<number, bigint>,
  onRecord: (record: ReceivedRecord) => void,
): Promise<void> {
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
            if (record.offset < end) onRecord(record);
          }
          return Promise.resolve();
        },
      });
      running.catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}
