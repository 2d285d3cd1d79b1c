import { gunzipSync, gzipSync } from 'node:zlib';
import type { OutgoingRecord } from './idempotent-producer';
import { headerText, type ReceivedRecord, type RecordHeaders } from './received-record';
import { DEAD_LETTER_TOPIC } from './topics';

/**
 * Headers that say why a record is a dead letter and where it came from. The record's own headers, key and value are
 * kept as they were, byte by byte (but for a header without a value, which kafkajs can only write as an empty one).
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
  /** Where the letter is not one record, but several that could not be read: the first; then `originOffset` is the last. */
  originFirst: 'dead-letter-origin-first-offset',
  /** `gzip`: the value was packed, because it is large. */
  packed: 'dead-letter-value-packed',
  /** How many bytes the value has, where only its beginning is kept. */
  cutFrom: 'dead-letter-value-cut-from-bytes',
  /** On a record that came back: which dead letter it was, and for the how-manieth time it was sent. */
  redrivenFrom: 'redriven-from-dead-letter',
  redriveCount: 'redrive-count',
  /** Marks a note in the dead-letter topic: the dead letter at this offset was sent back. */
  noteFor: 'dead-letter-redrive-note-for',
} as const;

const OWN_HEADERS: ReadonlySet<string> = new Set(Object.values(HEADER));
/** Before the name of a record's own header that would be taken for one of ours. */
const FOREIGN = 'original:';
/** Values above this are packed; the dead-letter topic takes records of 4 MiB. */
const LARGE_BYTES = 1_000_000;
/** What does not fit even so is cut to this. The record itself stays in its topic for the time of its retention. */
const CUT_BYTES = 64 * 1_024;
const UNPACKED_LIMIT_BYTES = 256 * 1_024 * 1_024;

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
    key: kept(record.key),
    value,
    headers: {
      ...keptHeaders(record.headers),
      ...valueHeaders,
      [HEADER.code]: cause.code,
      [HEADER.reason]: cause.reason,
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
      ...writable(letter.original.headers),
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

/** The value as the letter keeps it, and the headers that say how. */
function keptValue(value: Buffer | null): { value: Buffer | null; headers: Record<string, string> } {
  if (value === null || value.length <= LARGE_BYTES) return { value, headers: {} };
  const packed = gzipSync(value);
  if (packed.length <= 2 * LARGE_BYTES) return { value: packed, headers: { [HEADER.packed]: 'gzip' } };
  return { value: value.subarray(0, CUT_BYTES), headers: { [HEADER.cutFrom]: String(value.length) } };
}

/** Keys are small, or somebody's joke. */
function kept(key: Buffer | null): Buffer | null {
  return key === null || key.length <= CUT_BYTES ? key : key.subarray(0, CUT_BYTES);
}

/** Headers of a record as the letter keeps them: none of them may be taken for one of ours, and all together are small. */
function keptHeaders(headers: RecordHeaders): Record<string, readonly Buffer[]> {
  let leftBytes = LARGE_BYTES;
  const fits = ([name, values]: [string, readonly Buffer[]]): boolean => {
    leftBytes -= values.reduce((sum, value) => sum + value.length + name.length, name.length);
    return leftBytes >= 0;
  };
  return Object.fromEntries(
    Object.entries(writable(headers))
      .filter(fits)
      .map(([name, values]) => [isOurs(name) ? `${FOREIGN}${name}` : name, values]),
  );
}

/** A redriven record keeps its marks: they say how often it came. */
function isOurs(name: string): boolean {
  if (name === HEADER.redrivenFrom || name === HEADER.redriveCount) return false;
  return OWN_HEADERS.has(name) || name.startsWith(FOREIGN);
}

/** kafkajs cannot write a header without a value. */
function writable(headers: RecordHeaders): Record<string, readonly Buffer[]> {
  const empty = Buffer.alloc(0);
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [name, values.map((value) => value ?? empty)]),
  );
}

function originalOf(record: ReceivedRecord): DeadRecord {
  const { key, value, headers } = record;
  const isPacked = value !== null && headerText(record, HEADER.packed) === 'gzip';
  const own = Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name));
  return {
    key,
    value: isPacked ? unpacked(value) : value,
    headers: Object.fromEntries(
      own.map(([name, values]) => [name.startsWith(FOREIGN) ? name.slice(FOREIGN.length) : name, values]),
    ),
    cutFromBytes: Number(wholeNumber(headerText(record, HEADER.cutFrom))) || null,
  };
}

function unpacked(value: Buffer): Buffer {
  try {
    return gunzipSync(value, { maxOutputLength: UNPACKED_LIMIT_BYTES });
  } catch {
    return value;
  }
}

/** Somebody else may have written to the topic: what is no number is none. */
function wholeNumber(text: string | undefined): bigint | null {
  return text !== undefined && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}
