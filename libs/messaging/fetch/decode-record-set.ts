import { AbortedTransactions, type AbortedTransaction } from './aborted-transactions';
import { ByteReader } from './byte-reader';
import { decodeRecords } from './decode-records';
import type { FetchBudget } from './fetch-budget';
import type { FetchedMessage } from './fetched-message';
import { readBatchHead, type BatchHead } from './read-batch-head';
import { codecName, unpackRecords } from './unpack/unpack-records';

export interface RecordSetOptions {
  /** The broker's list of those that the set may hold parts of. */
  readonly aborted: readonly AbortedTransaction[];
  /** No more than this comes out of one batch. */
  readonly unpackedLimitBytes: number;
  /** What this and other partitions of the same fetch may take together. */
  readonly budget: FetchBudget;
}

/**
 * The messages in what a broker answered for a partition, for those who read committed records only. What cannot be
 * read stands there as one message that says so ({@link FetchedMessage.undecodable}), and what is behind it is read
 * all the same. Behind each batch that ends beyond its last message stands a control record, so that a reader goes on
 * behind it.
 */
export async function decodeRecordSet(bytes: Buffer, options: RecordSetOptions): Promise<FetchedMessage[]> {
  const { budget } = options;
  const aborted = new AbortedTransactions(options.aborted);
  const messages: FetchedMessage[] = [];
  const set = new ByteReader(bytes);
  while (budget.isLeft()) {
    const head = readBatchHead(set);
    // A broker cuts the last batch where the answer would grow too long; it is fetched again.
    if (head === null) break;
    const decoded = await decodeBatch(head, aborted, options);
    for (const message of decoded) messages.push(message);
    if (decoded.at(-1)?.offset !== String(head.lastOffset)) messages.push(controlRecord(head.lastOffset));
  }
  return messages;
}

async function decodeBatch(
  head: BatchHead,
  aborted: AbortedTransactions,
  { unpackedLimitBytes, budget }: RecordSetOptions,
): Promise<readonly FetchedMessage[]> {
  if (head.unreadable !== null) return [undecodable(head, head.firstOffset, head.unreadable)];
  if (head.isControl) {
    if (isAbortMarker(head)) aborted.ended(head.producerId);
    return [];
  }
  if (aborted.holds(head) || head.base.count === 0) return [];
  const codec = codecName(head.codec);
  try {
    const { bytes, isCut } = await unpackRecords(head.codec, head.records, unpackedLimitBytes);
    budget.spend(bytes.length);
    const { messages, failure } = decodeRecords(bytes, head.base);
    if (failure === null) return messages;
    const reason = isCut
      ? `${codec} unpacks to more than ${unpackedLimitBytes} bytes`
      : `${codec} holds no records as Kafka has them (${failure})`;
    return [...messages, undecodable(head, nextOffset(head, messages), reason)];
  } catch (error) {
    const reason = `${codec} cannot be unpacked (${error instanceof Error ? error.message : String(error)})`;
    return [undecodable(head, head.firstOffset, reason)];
  }
}

function nextOffset({ firstOffset }: BatchHead, messages: readonly FetchedMessage[]): bigint {
  const last = messages.at(-1);
  return last === undefined ? firstOffset : BigInt(last.offset) + 1n;
}

/** The key of a control record is its version and its type, of which 0 is an abort. */
function isAbortMarker({ records, base }: BatchHead): boolean {
  const [marker] = decodeRecords(records, base).messages;
  return marker?.key?.length === 4 && marker.key.readInt16BE(2) === 0;
}

function undecodable({ records, lastOffset, base }: BatchHead, firstOffset: bigint, reason: string): FetchedMessage {
  return {
    attributes: 0,
    timestamp: String(base.firstTimestampMs),
    offset: String(lastOffset),
    key: null,
    value: records,
    headers: {},
    isControlRecord: false,
    undecodable: { firstOffset, reason },
  };
}

function controlRecord(offset: bigint): FetchedMessage {
  return {
    attributes: 0,
    timestamp: '0',
    offset: String(offset),
    key: null,
    value: null,
    headers: {},
    isControlRecord: true,
  };
}
