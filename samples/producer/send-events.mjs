// How another team's service sends events to the ledger over Kafka: plain Node and kafkajs, nothing of this project.
//
//   KAFKA_BROKERS=localhost:9092 node samples/producer/send-events.mjs [--wait]
//
// --wait: also reads what became of each event, and ends when all are known. docs/producing-events.md explains each step.
import kafkajs from 'kafkajs';
import { outbox } from './outbox.mjs';

const { Kafka, Partitioners, logLevel } = kafkajs;
const VERDICTS = 'partner-ledger.referral-intake.v1';
const WAIT_LIMIT_MS = 60_000;

const kafka = new Kafka({
  clientId: 'example-producer',
  brokers: (process.env.KAFKA_BROKERS ?? 'localhost:9092').split(','),
  logLevel: logLevel.ERROR,
});

/** One record: the key keeps what belongs together in order, the value is the event, the header joins a trace. */
function record({ key, event }) {
  const { TRACEPARENT: traceparent } = process.env;
  const headers = { 'content-type': 'application/cloudevents+json', ...(traceparent ? { traceparent } : {}) };
  return { key, value: JSON.stringify(event), headers };
}

/** Sends the outbox in its order. Nothing is lost or doubled by a retry: acknowledged by all replicas, numbered, one at a time. */
async function sendAll(entries) {
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  try {
    for (const entry of entries) await producer.send({ topic: entry.topic, acks: -1, messages: [record(entry)] });
  } finally {
    await producer.disconnect();
  }
}

/** Listens for verdicts from now on; `all` resolves with those on our events, as soon as there is one for each. */
async function listen(entries) {
  const open = new Set(entries.map(({ event }) => `${event.source} ${event.id}`));
  const verdicts = [];
  const ends = await endOfTopic();
  const consumer = kafka.consumer({ groupId: `example-producer.${process.pid}`, allowAutoTopicCreation: false });
  await consumer.connect();
  await consumer.subscribe({ topic: VERDICTS });
  let done;
  const all = new Promise((resolve) => (done = resolve));
  await consumer.run({
    eachMessage: async ({ message }) => {
      const { type, data } = JSON.parse(message.value.toString());
      if (!open.delete(`${data.source} ${data.id}`)) return;
      verdicts.push({ id: data.id, verdict: type.replace('event.', ''), code: data.code, detail: data.detail });
      if (open.size === 0) done(verdicts);
    },
  });
  for (const { partition, high } of ends) consumer.seek({ topic: VERDICTS, partition, offset: high });
  return { all, stop: () => consumer.disconnect() };
}

async function endOfTopic() {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await admin.fetchTopicOffsets(VERDICTS);
  } finally {
    await admin.disconnect();
  }
}

function within(limitMs, promise) {
  const late = new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(`no verdict on all events within ${limitMs} ms`)), limitMs).unref();
  });
  return Promise.race([promise, late]);
}

const listener = process.argv.includes('--wait') ? await listen(outbox) : null;
try {
  await sendAll(outbox);
  process.stdout.write(`${outbox.length} events sent\n`);
  if (listener !== null) {
    for (const { id, verdict, code, detail } of await within(WAIT_LIMIT_MS, listener.all)) {
      process.stdout.write(`${id}: ${verdict}${code === undefined ? '' : ` (${code}: ${detail})`}\n`);
    }
  }
} finally {
  await listener?.stop();
}
