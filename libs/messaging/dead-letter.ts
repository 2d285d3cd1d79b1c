import { DEAD_LETTER_HEADER as HEADER, keptHeaders, originalHeaders, writableHeaders } from './dead-letter-headers';
import { keptKey, keptValue, unpackedValue } from './dead-letter-value';
import type { OutgoingRecord } from './idempotent-producer';
import { headerText, type ReceivedRecord, type RecordHeaders } from './received-record';
import { DEAD_LETTER_TOPIC } from './topics';

/** A reason may quote whatever an error says. */
const REASON_LENGTH = 2_000;

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
  /** Where it is not one record, but several that could not be read, up to that of `origin`: the first. */
  readonly firstOffset: bigint | null;
  readonly original: DeadRecord;
  /** How often the record itself had been redriven before it failed here. */
  readonly redrivesBefore: number;
}

/** A record that was put aside, as it was. */
export interface DeadRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: RecordHeaders;
  /** The bytes of its value, where it was too large and `value` is only the beginning; null: it is whole. */
  readonly cutFromBytes: number | null;
}

/** The record for the dead-letter topic that keeps `record` as it is and says why it was put aside. */
export function deadLetterRecord(record: ReceivedRecord, cause: DeadLetterCause, at: Date): OutgoingRecord {
  const { value, headers: valueHeaders } = keptValue(record.value);
  const first = record.undecodable?.firstOffset;
  return {
    topic: DEAD_LETTER_TOPIC,
    partition: 0,
    key: keptKey(record.key),
    value,
    headers: {
      ...keptHeaders(record.headers),
      ...valueHeaders,
      [HEADER.code]: cause.code,
      [HEADER.reason]: cause.reason.slice(0, REASON_LENGTH),
      [HEADER.service]: cause.service,
      [HEADER.at]: at.toISOString(),
      [HEADER.originTopic]: record.topic,
      [HEADER.originPartition]: String(record.partition),
      [HEADER.originOffset]: String(record.offset),
      [HEADER.originTimestamp]: String(record.timestampMs),
      ...(first === undefined ? {} : { [HEADER.originFirst]: String(first) }),
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
      ...writableHeaders(letter.original.headers),
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
  const noteFor = wholeNumber(headerText(record, HEADER.noteFor));
  if (noteFor !== null) return { kind: 'redriven', number: noteFor, at: text(HEADER.at) };
  const offset = wholeNumber(headerText(record, HEADER.originOffset));
  if (headerText(record, HEADER.originTopic) === undefined || offset === null) {
    return { kind: 'foreign', number: record.offset };
  }
  return {
    kind: 'letter',
    letter: {
      number: record.offset,
      cause: { code: text(HEADER.code), reason: text(HEADER.reason), service: text(HEADER.service) },
      at: text(HEADER.at),
      origin: { topic: text(HEADER.originTopic), partition: Number(text(HEADER.originPartition)), offset },
      firstOffset: wholeNumber(headerText(record, HEADER.originFirst)),
      original: originalOf(record),
      redrivesBefore: Number(wholeNumber(headerText(record, HEADER.redriveCount)) ?? 0n),
    },
  };
}

function originalOf(record: ReceivedRecord): DeadRecord {
  const { key, value, headers } = record;
  const isPacked = value !== null && headerText(record, HEADER.packed) === 'gzip';
  return {
    key,
    value: isPacked ? unpackedValue(value) : value,
    headers: originalHeaders(headers),
    cutFromBytes: Number(wholeNumber(headerText(record, HEADER.cutFrom))) || null,
  };
}

/** Somebody else may have written to the topic: what is no number is none. */
function wholeNumber(text: string | undefined): bigint | null {
  return text !== undefined && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}
