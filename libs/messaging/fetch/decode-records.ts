import type { RecordHeaders } from '../received-record';
import { ByteReader } from './byte-reader';
import type { FetchedMessage } from './fetched-message';

/** What the records of a batch are told relative to. */
export interface RecordBase {
  readonly firstOffset: bigint;
  readonly firstTimestampMs: bigint;
  /** Where the broker stamps records: the time for all of them. */
  readonly appendedAtMs: bigint | null;
  /** How many records there are. */
  readonly count: number;
}

export interface DecodedRecords {
  readonly messages: readonly FetchedMessage[];
  /** Why the records behind those could not be read; null: all were. */
  readonly failure: string | null;
}

/** The records in the (unpacked) bytes of a batch, as far as they can be read. */
export function decodeRecords(bytes: Buffer, base: RecordBase): DecodedRecords {
  const reader = new ByteReader(bytes);
  const messages: FetchedMessage[] = [];
  try {
    while (messages.length < base.count) messages.push(decodeRecord(reader, base));
    return { messages, failure: null };
  } catch (error) {
    return { messages, failure: error instanceof Error ? error.message : String(error) };
  }
}

function decodeRecord(batch: ByteReader, { firstOffset, firstTimestampMs, appendedAtMs }: RecordBase): FetchedMessage {
  const reader = new ByteReader(batch.next(batch.varInt()));
  const attributes = reader.int8();
  const timestampDeltaMs = reader.varLong();
  const offsetDelta = reader.varInt();
  const key = reader.varBytes();
  const value = reader.varBytes();
  return {
    attributes,
    timestamp: String(appendedAtMs ?? firstTimestampMs + timestampDeltaMs),
    offset: String(firstOffset + BigInt(offsetDelta)),
    key,
    value,
    headers: decodeHeaders(reader),
    isControlRecord: false,
  };
}

/** Names are whatever a producer likes, also `constructor` and `__proto__`, and values may be null. */
function decodeHeaders(reader: ByteReader): RecordHeaders {
  const count = reader.varInt();
  if (count === 0) return {};
  const values = new Map<string, (Buffer | null)[]>();
  for (let index = 0; index < count; index += 1) {
    const name = reader.varBytes()?.toString('utf8') ?? '';
    const known = values.get(name);
    const value = reader.varBytes();
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return Object.fromEntries(values);
}
