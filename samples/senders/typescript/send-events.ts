// How another team's service sends events to the ledger over Kafka: kafkajs, and nothing of this project.
//
//   KAFKA_BROKERS=localhost:9092 npm run samples:send -- [--wait] [OUTBOX.ndjson …]
//
// --wait: also reads what became of each event, and ends when all are known. docs/producing-events.md explains each step.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Kafka, logLevel, Partitioners } from 'kafkajs';

/** A row of the outbox: the topic of the event's type, the key (the customer or the partner), the CloudEvent. */
interface Row {
  readonly topic: string;
  readonly key: string;
  readonly event: { readonly source: string; readonly id: string };
}

interface Verdict {
  readonly type: string;
  readonly data: { readonly source: string; readonly id: string; readonly code?: string; readonly detail?: string };
}

const VERDICTS = 'partner-ledger.referral-intake.v1';
const WAIT_LIMIT_MS = 60_000;

const kafka = new Kafka({
  clientId: 'example-producer',
  brokers: (process.env['KAFKA_BROKERS'] ?? 'localhost:9092').split(','),
  logLevel: logLevel.ERROR,
});

/** The rows of an outbox, a JSON object a line, in their order. */
function readRows(file: string): Row[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
}

/** One record: the key keeps what belongs together in order, the value is the event, the header joins a trace. */
function record({ key, event }: Row) {
  const traceparent = process.env['TRACEPARENT'];
  const headers = { 'content-type': 'application/cloudevents+json', ...(traceparent ? { traceparent } : {}) };
  return { key, value: JSON.stringify(event), headers };
}

/** Sends rows in their order. Nothing is lost or doubled by a retry: acknowledged by all replicas, numbered, one at a time. */
async function sendAll(rows: readonly Row[]): Promise<void> {
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  try {
    for (const row of rows) await producer.send({ topic: row.topic, acks: -1, messages: [record(row)] });
  } finally {
    await producer.disconnect();
  }
}

/** Listens for verdicts from now on; `all` resolves with those on our events, as soon as there is one for each. */
async function listen(rows: readonly Row[]) {
  const open = new Set(rows.map(({ event }) => `${event.source} ${event.id}`));
  const verdicts: Verdict[] = [];
  const ends = await endOfVerdicts();
  const consumer = kafka.consumer({ groupId: `example-producer.${process.pid}`, allowAutoTopicCreation: false });
  await consumer.connect();
  await consumer.subscribe({ topic: VERDICTS });
  let done: (verdicts: readonly Verdict[]) => void;
  const all = new Promise<readonly Verdict[]>((resolve) => (done = resolve));
  await consumer.run({
    eachMessage: ({ message }) => {
      const verdict = JSON.parse(String(message.value)) as Verdict;
      if (!open.delete(`${verdict.data.source} ${verdict.data.id}`)) return Promise.resolve();
      verdicts.push(verdict);
      if (open.size === 0) done(verdicts);
      return Promise.resolve();
    },
  });
  for (const { partition, high } of ends) consumer.seek({ topic: VERDICTS, partition, offset: high });
  return { all, stop: () => consumer.disconnect() };
}

async function endOfVerdicts() {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await admin.fetchTopicOffsets(VERDICTS);
  } finally {
    await admin.disconnect();
  }
}

function within<T>(limitMs: number, promise: Promise<T>): Promise<T> {
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error(`no verdict on all events within ${limitMs} ms`)), limitMs).unref();
  });
  return Promise.race([promise, late]);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { wait: { type: 'boolean' } }, allowPositionals: true });
  const files = positionals.length > 0 ? positionals : [join(__dirname, '..', 'outbox.ndjson')];
  const rows = files.flatMap(readRows);
  const listener = values.wait === true ? await listen(rows) : null;
  try {
    await sendAll(rows);
    process.stdout.write(`${rows.length} events sent\n`);
    if (listener === null) return;
    for (const { type, data } of await within(WAIT_LIMIT_MS, listener.all)) {
      const why = data.code === undefined ? '' : ` (${data.code}: ${data.detail})`;
      process.stdout.write(`${data.id}: ${type.replace('event.', '')}${why}\n`);
    }
  } finally {
    await listener?.stop();
  }
}

void main();
