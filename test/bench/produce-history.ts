import { createReadStream } from 'node:fs';
import { Partitioners, type Kafka, type Producer } from 'kafkajs';
import split2 from 'split2';
import { sampleLine, type SampleLine } from '../cluster/offered-events';

const RECORDS_A_REQUEST = 500;

/** A producer as the producers' guide has it: nothing is lost or doubled by a retry, what has one key stays in order. */
export async function withProducer<T>(kafka: Kafka, use: (producer: Producer) => Promise<T>): Promise<T> {
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  try {
    return await use(producer);
  } finally {
    await producer.disconnect();
  }
}

/** Produces the events of a file as fast as the broker takes them, 500 a request; `topicOf`: where each goes. */
export async function produceHistory(
  producer: Producer,
  file: string,
  topicOf: (line: SampleLine) => string = ({ topic }) => topic,
): Promise<void> {
  let lines: SampleLine[] = [];
  for await (const text of createReadStream(file).pipe(split2()) as AsyncIterable<string>) {
    lines.push(sampleLine(text));
    if (lines.length < RECORDS_A_REQUEST) continue;
    await send(producer, lines, topicOf);
    lines = [];
  }
  if (lines.length > 0) await send(producer, lines, topicOf);
}

async function send(producer: Producer, lines: readonly SampleLine[], topicOf: (line: SampleLine) => string) {
  const topicMessages = [...new Set(lines.map(topicOf))].map((topic) => ({
    topic,
    messages: lines.filter((line) => topicOf(line) === topic).map(({ key, text }) => ({ key, value: text })),
  }));
  await producer.sendBatch({ topicMessages, acks: -1 });
}
