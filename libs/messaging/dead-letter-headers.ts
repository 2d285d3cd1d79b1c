import type { RecordHeaders } from './received-record';

/**
 * Headers that say why a record is a dead letter and where it came from. The record's own headers, key and value are
 * kept as they were, byte by byte (but for a header without a value, which kafkajs can only write as an empty one).
 */
export const DEAD_LETTER_HEADER = {
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

const OWN_HEADERS: ReadonlySet<string> = new Set(Object.values(DEAD_LETTER_HEADER));
/** Before the name of a record's own header that would be taken for one of ours. */
const FOREIGN = 'original:';
/** All of a record's own headers together. */
const LIMIT_BYTES = 1_000_000;

/** Headers of a record as the letter keeps them: none of them may be taken for one of ours, and all together are small. */
export function keptHeaders(headers: RecordHeaders): Record<string, readonly Buffer[]> {
  let leftBytes = LIMIT_BYTES;
  const fits = ([name, values]: [string, readonly Buffer[]]): boolean => {
    leftBytes -= values.reduce((sum, value) => sum + value.length + name.length, name.length);
    return leftBytes >= 0;
  };
  return Object.fromEntries(
    Object.entries(writableHeaders(headers))
      .filter(fits)
      .map(([name, values]) => [isOurs(name) ? `${FOREIGN}${name}` : name, values]),
  );
}

/** A redriven record keeps its marks: they say how often it came. */
function isOurs(name: string): boolean {
  if (name === DEAD_LETTER_HEADER.redrivenFrom || name === DEAD_LETTER_HEADER.redriveCount) return false;
  return OWN_HEADERS.has(name) || name.startsWith(FOREIGN);
}

/** kafkajs cannot write a header without a value. */
export function writableHeaders(headers: RecordHeaders): Record<string, readonly Buffer[]> {
  const empty = Buffer.alloc(0);
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [name, values.map((value) => value ?? empty)]),
  );
}

/** The record's own headers among those of its letter (the inverse of `keptHeaders`). */
export function originalHeaders(headers: RecordHeaders): RecordHeaders {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !OWN_HEADERS.has(name))
      .map(([name, values]) => [name.startsWith(FOREIGN) ? name.slice(FOREIGN.length) : name, values]),
  );
}
