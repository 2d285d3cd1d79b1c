import type { IHeaders, KafkaMessage } from 'kafkajs';

export type RecordHeaders = Readonly<Record<string, readonly Buffer[]>>;

/** One record as it came from a topic; its bytes are untouched. */
export interface ReceivedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** When the producer (or the broker) says that it was written; ms since 1970. */
  readonly timestampMs: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: RecordHeaders;
}

/** Consecutive records of one partition, in their order; never empty. */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly ReceivedRecord[];
}

export function receivedRecord(topic: string, partition: number, message: KafkaMessage): ReceivedRecord {
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    timestampMs: Number(message.timestamp),
    key: message.key,
    value: message.value,
    headers: receivedHeaders(message.headers),
  };
}

/** A header's last value as text; undefined when the record does not have it. */
export function headerText(record: Pick<ReceivedRecord, 'headers'>, name: string): string | undefined {
  return record.headers[name]?.at(-1)?.toString('utf8');
}

/** `topic/partition/offset`: how a record is named on the log, in errors and on the command line. */
export function recordName(record: Pick<ReceivedRecord, 'topic' | 'partition' | 'offset'>): string {
  return `${record.topic}/${record.partition}/${record.offset}`;
}

function receivedHeaders(headers: IHeaders | undefined): RecordHeaders {
  const entries = Object.entries(headers ?? {}).map(([name, values]) => {
    const list = Array.isArray(values) ? values : [values];
    return [name, list.flatMap((value) => (value === undefined ? [] : [Buffer.from(value)]))] as const;
  });
  return Object.fromEntries(entries);
}
