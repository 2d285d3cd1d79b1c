import type { RecordBatchEntry } from 'kafkajs';
import type { RecordHeaders } from '../received-record';

/** Records that are in the topic and could not be read; they lie together in one record batch. */
export interface Undecodable {
  /** The first of them; the last is that of the message that carries this. */
  readonly firstOffset: bigint;
  /** What is wrong with them, for the operator. */
  readonly reason: string;
}

/**
 * A message as kafkajs gets it from our decoder. One that is `isControlRecord` is never shown to a handler: it only
 * says how far the topic has been read (a transaction's marker, an aborted batch, a gap that compaction left).
 */
export interface FetchedMessage extends Omit<RecordBatchEntry, 'headers'> {
  readonly headers: RecordHeaders;
  readonly isControlRecord: boolean;
  /** Set where this stands for records that cannot be read: then the value is their bytes as the topic holds them. */
  readonly undecodable?: Undecodable;
}
