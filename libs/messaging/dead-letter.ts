import type { OutgoingRecord } from './idempotent-producer';
import { headerText, type ReceivedRecord, type RecordHeaders } from './received-record';
import { DEAD_LETTER_TOPIC } from './topics';

/**
 * Headers that say why a record is a dead letter and where it came from. The record's own headers, key and value are
 * kept as they were, byte by byte.
 */
const HEADER = {
  code: 'dead-letter-code',
  reason: 'dead-letter-reason',
  service: 'dead-letter-service',
  at: 'dead-letter-at',
  originTopic: 'dead-letter-origin-topic',
  originPartition: 'dead-letter-origin-partition',
  originOffset: 'dead-letter-origin-offset',
  originTimestamp: 'dead-letter-origin-timestamp-ms',
  /** On a record that came back: which dead letter it was, and for the how-manieth time it was sent. */
  redrivenFrom: 'redriven-from-dead-letter',
  redriveCount: 'redrive-count',
  /** Marks a note in the dead-letter topic: the dead letter at this offset was sent back. */
  noteFor: 'dead-letter-redrive-note-for',
} as const;

const OWN_HEADERS: ReadonlySet<string> = new Set(Object.values(HEADER));

/** Why a record was put aside. */
export interface DeadLetterCause {
  /** A stable code, such as `not_json` or `wrong_topic`. */
  readonly code: string;
  /** A sentence for the operator: what is wrong with the record, and where in it. */
  readonly reason: string;
  /** The service that put it aside. */
  readonly service: string;
}

export interface DeadLetter {
  /** Its place in the dead-letter topic; what the CLI calls its number. */
  readonly number: bigint;
  readonly cause: DeadLetterCause;
  /** When it was put aside, RFC 3339. */
  readonly at: string;
  readonly origin: { readonly topic: string; readonly partition: number; readonly offset: bigint };
  readonly original: { readonly key: Buffer | null; readonly value: Buffer | null; readonly headers: RecordHeaders };
  /** How often the record itself had been redriven before it failed here. */
  readonly redrivesBefore: number;
}

/** The record for the dead-letter topic that keeps `record` as it is and says why it was put aside. */
export function deadLetterRecord(record: ReceivedRecord, cause: DeadLetterCause, at: Date): OutgoingRecord {
  return {
    topic: DEAD_LETTER_TOPIC,
    partition: 0,
    key: record.key,
    value: record.value,
    headers: {
      ...record.headers,
      [HEADER.code]: cause.code,
      [HEADER.reason]: cause.reason,
      [HEADER.service]: cause.service,
      [HEADER.at]: at.toISOString(),
      [HEADER.originTopic]: record.topic,
      [HEADER.originPartition]: String(record.partition),
      [HEADER.originOffset]: String(record.offset),
      [HEADER.originTimestamp]: String(record.timestampMs),
    },
  };
}

/** The record that brings a dead letter back to its topic of origin, marked with where it comes from. */
export function redriveRecord(letter: DeadLetter, earlierRedrives: number): OutgoingRecord {
  return {
    topic: letter.origin.topic,
    partition: letter.origin.partition,
    key: letter.original.key,
    value: letter.original.value,
    headers: {
      ...letter.original.headers,
      [HEADER.redrivenFrom]: `${DEAD_LETTER_TOPIC}/${letter.number}`,
      [HEADER.redriveCount]: String(letter.redrivesBefore + earlierRedrives + 1),
    },
  };
}

/** The note in the dead-letter topic that a dead letter was brought back. */
export function redriveNote(letter: DeadLetter, at: Date): OutgoingRecord {
  return {
    topic: DEAD_LETTER_TOPIC,
    partition: 0,
    key: letter.original.key,
    value: null,
    headers: { [HEADER.noteFor]: String(letter.number), [HEADER.at]: at.toISOString() },
  };
}

/** A record of the dead-letter topic, read: a dead letter, a note about one, or what somebody else wrote there. */
export type DeadLetterEntry =
  | { readonly kind: 'letter'; readonly letter: DeadLetter }
  | { readonly kind: 'redriven'; readonly number: bigint; readonly at: string }
  | { readonly kind: 'foreign'; readonly number: bigint };

export function readDeadLetterEntry(record: ReceivedRecord): DeadLetterEntry {
  const text = (name: string): string => headerText(record, name) ?? '';
  const noteFor = headerText(record, HEADER.noteFor);
  if (noteFor !== undefined) return { kind: 'redriven', number: BigInt(noteFor), at: text(HEADER.at) };
  if (headerText(record, HEADER.originTopic) === undefined) return { kind: 'foreign', number: record.offset };
  return {
    kind: 'letter',
    letter: {
      number: record.offset,
      cause: { code: text(HEADER.code), reason: text(HEADER.reason), service: text(HEADER.service) },
      at: text(HEADER.at),
      origin: {
        topic: text(HEADER.originTopic),
        partition: Number(text(HEADER.originPartition)),
        offset: BigInt(text(HEADER.originOffset)),
      },
      original: { key: record.key, value: record.value, headers: withoutOwn(record.headers) },
      redrivesBefore: Number(headerText(record, HEADER.redriveCount) ?? '0'),
    },
  };
}

function withoutOwn(headers: RecordHeaders): RecordHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name)));
}
