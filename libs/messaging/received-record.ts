import type { KafkaMessage } from 'kafkajs';
import type { FetchedMessage, Undecodable } from './fetch/fetched-message';

/** By their names, which are whatever a producer chose; a value may be null. */
export type RecordHeaders = Readonly<Record<string, readonly (Buffer | null)[]>>;

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
  /** Set where this stands for records that cannot be read: then `value` is their bytes as the topic holds them. */
  readonly undecodable?: Undecodable;
}

/** Consecutive records of one partition, in their order; never empty. */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly ReceivedRecord[];
}

/** A message of kafkajs, which our decoder made (fetch/install-fetch-decoder.ts). */
export function receivedRecord(topic: string, partition: number, message: KafkaMessage): ReceivedRecord {
  const { offset, timestamp, key, value, headers, undecodable } = message as unknown as FetchedMessage;
  const record = { topic, partition, offset: BigInt(offset), timestampMs: Number(timestamp), key, value, headers };
  return undecodable === undefined ? record : { ...record, undecodable };
}

/** A header's last value as text; undefined when the record does not have it, or only without a value. */
export function headerText(record: Pick<ReceivedRecord, 'headers'>, name: string): string | undefined {
  return record.headers[name]?.at(-1)?.toString('utf8');
}

/** `topic/partition/offset`: how a record is named on the log, in errors and on the command line. */
export function recordName(record: Pick<ReceivedRecord, 'topic' | 'partition' | 'offset'>): string {
  return `${record.topic}/${record.partition}/${record.offset}`;
}
