import type { Kafka } from 'kafkajs';
import { inTime } from '@ledger/machine/in-time';
import { produceHistory, withProducer } from './produce-history';
import { timed, type Taken } from './stopwatch';

const TOPIC = 'bench.floor';
const LIMIT_MS = 600_000;

/** What plain kafkajs takes to bring the same records through one topic of the same broker, from the first one offered. */
export async function kafkaFloor(kafka: Kafka, file: string, events: number, partitions: number): Promise<Taken> {
  await createTopic(kafka, partitions);
  const consumer = kafka.consumer({ groupId: TOPIC, maxWaitTimeInMs: 250, allowAutoTopicCreation: false });
  let left = events;
  let allCame: () => void = () => undefined;
  const consumed = new Promise<void>((resolve) => (allCame = resolve));
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.connect();
  try {
    await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
    await consumer.run({
      eachBatch: ({ batch }) => {
        left -= batch.messages.length;
        if (left <= 0) allCame();
        return Promise.resolve();
      },
    });
    await joined;
    const { taken } = await withProducer(kafka, (producer) =>
      timed(null, () => Promise.all([produceHistory(producer, file, () => TOPIC), within(LIMIT_MS, consumed)])),
    );
    return taken;
  } finally {
    await consumer.disconnect();
  }
}

async function createTopic(kafka: Kafka, numPartitions: number): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions, replicationFactor: 1 }], waitForLeaders: true });
  } finally {
    await admin.disconnect();
  }
}

function within(limitMs: number, promise: Promise<void>): Promise<void> {
  return inTime(promise, limitMs, () => new Error(`no figure: the floor took more than ${limitMs} ms`));
}
