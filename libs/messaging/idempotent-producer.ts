import { CompressionTypes, Partitioners, type Kafka, type Message, type Producer } from 'kafkajs';
import { rootCause } from './describe-kafka-error';
import { REQUEST_LIMIT_BYTES } from './fits-a-record';
import type { KafkaLog } from './kafka-log';
import type { KafkaSettings } from './kafka-settings';
import { splitBySize } from './split-by-size';
import { KafkaFailure, untilKafkaAnswers } from './until-kafka-answers';
import { endsInTime } from '@ledger/machine/in-time';

const RECORD_OVERHEAD_BYTES = 40;
const CLOSE_TIMEOUT_MS = 2_000;

/**
 * Answers after which this producer's numbering and the broker's no longer agree. A new producer id starts a new
 * numbering; the records are sent again under it, in the same order: at worst they are in the topic twice.
 */
const NUMBERING_LOST = new Set([
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'DUPLICATE_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_ID_MAPPING',
  'INVALID_PRODUCER_EPOCH',
  'PRODUCER_FENCED',
]);

/** Answers that the same record always gets. */
const RECORD_REFUSED = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP']);

export interface OutgoingRecord {
  readonly topic: string;
  /** Decides the partition, so that records of one key keep their order; a record without one names its partition. */
  readonly key: string | Buffer | null;
  readonly partition?: number;
  readonly value: string | Buffer | null;
  readonly headers?: Readonly<Record<string, string | Buffer | readonly (string | Buffer)[]>>;
}

export interface IdempotentProducerOptions {
  readonly kafka: Kafka;
  readonly settings: KafkaSettings;
  readonly log: KafkaLog;
}

/**
 * Writes records durably (acknowledged by all in-sync replicas), in order, and retries without writing them twice.
 * One request is under way at a time: kafkajs would otherwise let a later request overtake one that it retries.
 */
export class IdempotentProducer {
  private readonly closing = new AbortController();
  private producer: Producer;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly options: IdempotentProducerOptions) {
    this.producer = this.createProducer();
  }

  /**
   * Waits until Kafka answers.
   * @throws KafkaFailure when waiting cannot help (credentials, permissions)
   */
  async connect(): Promise<void> {
    await untilKafkaAnswers(() => this.producer.connect(), { ...this.options, signal: this.closing.signal });
  }

  /**
   * Sends the records in this order, after those of all earlier calls; resolves when all of them are durable. While
   * Kafka is away it waits and tries again. A failure leaves a prefix of the records written, and the rest not.
   * @throws KafkaFailure when a record is refused for good, or when the producer was closed first
   */
  send(records: readonly OutgoingRecord[]): Promise<void> {
    const sent = this.last.then(() => this.sendInOrder(records));
    // The failure of one call is its caller's; the calls after it go on.
    this.last = sent.catch(() => undefined);
    return sent;
  }

  /** Lets what is under way finish, then disconnects; takes two seconds at most. What is not done then fails. */
  async close(): Promise<void> {
    await endsInTime(this.last, CLOSE_TIMEOUT_MS / 2);
    this.closing.abort();
    // kafkajs waits for every answer that is still out; a connection that is half open gives none.
    await endsInTime(this.producer.disconnect(), CLOSE_TIMEOUT_MS / 2);
  }

  private async sendInOrder(records: readonly OutgoingRecord[]): Promise<void> {
    for (const request of splitBySize(records, sizeBytesOf, REQUEST_LIMIT_BYTES)) {
      await untilKafkaAnswers(() => this.sendRequest(request), { ...this.options, signal: this.closing.signal });
    }
  }

  private async sendRequest(records: readonly OutgoingRecord[]): Promise<void> {
    try {
      await this.producer.sendBatch({
        acks: -1,
        compression: this.compressionOf(records),
        topicMessages: groupByTopic(records),
      });
    } catch (error) {
      const type = String(rootCause(error)?.type);
      if (RECORD_REFUSED.has(type)) throw new KafkaFailure(refusalLine(type, records), { cause: error });
      if (NUMBERING_LOST.has(type)) await this.startNewNumbering();
      throw error;
    }
  }

  /** A record that is too large as it is goes compressed, whatever the settings: the topic's limit is for what comes. */
  private compressionOf(records: readonly OutgoingRecord[]): CompressionTypes {
    const [first] = records;
    const isTooLarge = records.length === 1 && first !== undefined && sizeBytesOf(first) > REQUEST_LIMIT_BYTES;
    return isTooLarge || this.options.settings.compression === 'gzip' ? CompressionTypes.GZIP : CompressionTypes.None;
  }

  private async startNewNumbering(): Promise<void> {
    await this.producer.disconnect();
    this.producer = this.createProducer();
    await this.producer.connect();
  }

  private createProducer(): Producer {
    return this.options.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      // Few: untilKafkaAnswers goes on from there, can be stopped, and says what it waits for.
      retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 },
    });
  }
}

function groupByTopic(records: readonly OutgoingRecord[]): { topic: string; messages: Message[] }[] {
  const messagesOf = new Map<string, Message[]>();
  for (const { topic, key, partition, value, headers } of records) {
    const messages = messagesOf.get(topic) ?? [];
    messagesOf.set(topic, messages);
    messages.push({ key: asBuffer(key), partition, value: asBuffer(value), headers: mutableHeaders(headers) });
  }
  return [...messagesOf].map(([topic, messages]) => ({ topic, messages }));
}

function mutableHeaders(headers: OutgoingRecord['headers']): Message['headers'] {
  if (headers === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' || Buffer.isBuffer(value) ? value : [...value],
    ]),
  );
}

function sizeBytesOf({ key, value, headers = {} }: OutgoingRecord): number {
  const headerBytes = Object.entries(headers)
    .flatMap(([name, values]) =>
      typeof values === 'string' || Buffer.isBuffer(values) ? [name, values] : [name, ...values],
    )
    .reduce((sum, part) => sum + Buffer.byteLength(part) + 4, 0);
  return RECORD_OVERHEAD_BYTES + Buffer.byteLength(key ?? '') + Buffer.byteLength(value ?? '') + headerBytes;
}

function refusalLine(type: string, records: readonly OutgoingRecord[]): string {
  const largest = records.reduce((a, b) => (sizeBytesOf(b) > sizeBytesOf(a) ? b : a));
  return (
    `Kafka refused ${records.length} record(s) for ${largest.topic} (${type}); the largest has ${sizeBytesOf(largest)} bytes: ` +
    'raise max.message.bytes of the topic ("ledger topics check" says what it should be), or make the record smaller'
  );
}

function asBuffer(content: string | Buffer | null): Buffer | null {
  return typeof content === 'string' ? Buffer.from(content) : content;
}
