import { ByteReader } from './byte-reader';
import type { RecordBase } from './decode-records';

const CODEC_BITS = 0x07;
const STAMPED_BY_BROKER = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
/** First offset and length. */
const FRAME_BYTES = 12;
const CURRENT_FORMAT = 2;

/** A record batch, its records still packed. */
export interface BatchHead {
  readonly firstOffset: bigint;
  readonly lastOffset: bigint;
  readonly producerId: bigint;
  readonly isTransactional: boolean;
  readonly isControl: boolean;
  readonly codec: number;
  readonly base: RecordBase;
  readonly records: Buffer;
  /** Why this version cannot read it; null: it can. */
  readonly unreadable: string | null;
}

/** The next batch of a record set; null: there is none that is whole. */
export function readBatchHead(set: ByteReader): BatchHead | null {
  if (set.remaining < FRAME_BYTES) return null;
  const firstOffset = set.int64();
  const lengthBytes = set.int32();
  if (lengthBytes < 0 || lengthBytes > set.remaining) return null;
  const body = set.next(lengthBytes);
  try {
    return readBody(firstOffset, body);
  } catch (error) {
    const reason = `the record batch has no head as Kafka has it (${error instanceof Error ? error.message : String(error)})`;
    return unreadableBatch(firstOffset, body, reason);
  }
}

function readBody(firstOffset: bigint, body: Buffer): BatchHead {
  const reader = new ByteReader(body);
  reader.int32();
  const format = reader.int8();
  if (format !== CURRENT_FORMAT) {
    return unreadableBatch(firstOffset, body, `record format ${format} is older than Kafka 0.11`);
  }
  reader.int32();
  const attributes = reader.int16();
  const lastOffset = firstOffset + BigInt(reader.int32());
  const firstTimestampMs = reader.int64();
  const lastTimestampMs = reader.int64();
  const producerId = reader.int64();
  reader.int16();
  reader.int32();
  const count = reader.int32();
  const appendedAtMs = (attributes & STAMPED_BY_BROKER) === 0 ? null : lastTimestampMs;
  return {
    firstOffset,
    lastOffset,
    producerId,
    unreadable: null,
    isTransactional: (attributes & TRANSACTIONAL) !== 0,
    isControl: (attributes & CONTROL) !== 0,
    codec: attributes & CODEC_BITS,
    base: { firstOffset, firstTimestampMs, appendedAtMs, count },
    records: reader.next(reader.remaining),
  };
}

function unreadableBatch(firstOffset: bigint, records: Buffer, unreadable: string): BatchHead {
  return {
    firstOffset,
    lastOffset: firstOffset,
    producerId: -1n,
    isTransactional: false,
    isControl: false,
    codec: 0,
    base: { firstOffset, firstTimestampMs: 0n, appendedAtMs: null, count: 0 },
    records,
    unreadable,
  };
}
