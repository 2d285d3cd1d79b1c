import { PUBLIC_INPUT_TOPICS } from '../topics';
import type { AbortedTransaction } from './aborted-transactions';
import { ByteReader } from './byte-reader';
import { decodeRecordSet } from './decode-record-set';
import { FetchBudget } from './fetch-budget';
import type { FetchedMessage } from './fetched-message';

const MEBIBYTE = 1_024 * 1_024;
/** What others write: a batch of 1 MiB that unpacks to more is no batch of events. */
const FOREIGN_UNPACKED_LIMIT_BYTES = 32 * MEBIBYTE;
/** What the ledger's own services write. */
const OWN_UNPACKED_LIMIT_BYTES = 64 * MEBIBYTE;
const FETCH_LIMIT_BYTES = 64 * MEBIBYTE;

/** A partition of an answer, in the shape in which kafkajs takes it. */
export interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  readonly lastStartOffset?: string;
  /** None: aborted records are left out already. */
  readonly abortedTransactions: readonly AbortedTransaction[];
  readonly preferredReadReplica?: number;
  messages: readonly FetchedMessage[];
}

export interface FetchResponse {
  readonly throttleTime: number;
  readonly clientSideThrottleTime?: number;
  readonly errorCode: number;
  readonly sessionId: number;
  readonly responses: readonly { readonly topicName: string; readonly partitions: readonly FetchedPartition[] }[];
}

/** A partition's answer whose records have not been looked at. */
interface PackedPartition {
  readonly topic: string;
  readonly decoded: FetchedPartition;
  readonly aborted: readonly AbortedTransaction[];
  readonly records: Buffer;
}

/**
 * Decodes the answer to a Fetch request of versions 4 to 11. `turn`: which of its partitions is decoded first, counted
 * round and round, so that none waits for ever where the budget of an answer is spent by others.
 */
export async function decodeFetchResponse(version: number, bytes: Buffer, turn: number): Promise<FetchResponse> {
  const reader = new ByteReader(bytes);
  const throttleTimeMs = reader.int32();
  const errorCode = version >= 7 ? reader.int16() : 0;
  const sessionId = version >= 7 ? reader.int32() : 0;
  const packed: PackedPartition[] = [];
  const responses = listOf(reader, () => {
    const topicName = reader.text();
    const partitions = listOf(reader, () => readPartition(version, topicName, reader));
    packed.push(...partitions);
    return { topicName, partitions: partitions.map(({ decoded }) => decoded) };
  });
  await decodeInTurn(packed, turn);
  // From version 8 on the broker leaves it to the client to wait; kafkajs does so by the other field.
  const throttle =
    version >= 8 ? { throttleTime: 0, clientSideThrottleTime: throttleTimeMs } : { throttleTime: throttleTimeMs };
  return { ...throttle, errorCode, sessionId, responses };
}

async function decodeInTurn(packed: readonly PackedPartition[], turn: number): Promise<void> {
  const budget = new FetchBudget(FETCH_LIMIT_BYTES);
  const first = packed.length === 0 ? 0 : turn % packed.length;
  for (const { topic, decoded, aborted, records } of [...packed.slice(first), ...packed.slice(0, first)]) {
    const isForeign = PUBLIC_INPUT_TOPICS.some((name) => name === topic);
    const unpackedLimitBytes = isForeign ? FOREIGN_UNPACKED_LIMIT_BYTES : OWN_UNPACKED_LIMIT_BYTES;
    decoded.messages = await decodeRecordSet(records, { aborted, unpackedLimitBytes, budget });
  }
}

function readPartition(version: number, topic: string, reader: ByteReader): PackedPartition {
  const partition = reader.int32();
  const errorCode = reader.int16();
  const highWatermark = String(reader.int64());
  const lastStableOffset = String(reader.int64());
  const start = version >= 5 ? { lastStartOffset: String(reader.int64()) } : {};
  const aborted = listOf(reader, () => ({ producerId: reader.int64(), firstOffset: reader.int64() }));
  const replica = version >= 11 ? { preferredReadReplica: reader.int32() } : {};
  const records = reader.next(Math.max(reader.int32(), 0));
  const place = { partition, errorCode, highWatermark, lastStableOffset, ...start, ...replica };
  return { topic, decoded: { ...place, abortedTransactions: [], messages: [] }, aborted, records };
}

/** Items behind their number; a negative number: none. */
function listOf<T>(reader: ByteReader, read: () => T): T[] {
  const items: T[] = [];
  for (let left = reader.int32(); left > 0; left -= 1) items.push(read());
  return items;
}
