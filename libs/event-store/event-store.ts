import type { JsonFields, JsonValue } from '@ledger/contracts/json-value';

/** An event to append. */
export interface NewEvent {
  /** A lower-case uuid made from what the event is about, so that a retry carries the same id. */
  readonly id: string;
  /** What happened, with its version, such as `commission.accrued.v1`. */
  readonly type: string;
  readonly data: JsonValue;
  /** About the event: `seq`, cause, terms version. The store adds the hash by itself. */
  readonly metadata: JsonFields;
}

/** The events for one stream; a stream occurs once in an append. */
export interface AppendRequest {
  readonly stream: string;
  /** The revision of the stream's last event as the writer knows it; `NO_STREAM` for a stream without events. */
  readonly expectedRevision: bigint;
  readonly events: readonly NewEvent[];
}

/** The expected revision of a stream that has no events: its first event gets revision 0. */
export const NO_STREAM = -1n;

/** An event as the store keeps it. `data` and `metadata` come back as canonical JSON: keys in order. */
export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  /** Its place in the stream, from 0. */
  readonly revision: bigint;
  /** Its place among all events: ascending, the first is greater than 0. */
  readonly position: bigint;
  /** Lower-case hex of `SHA-256(hash before it in the stream ‖ canonical event)`; see `chain-hash.ts`. */
  readonly hash: string;
}

/** Why nothing was appended: the stream does not stand where the writer thought. */
export interface AppendConflict {
  readonly stream: string;
  readonly expected: bigint;
  /** The stream's last revision; -1 when it has no events. */
  readonly actual: bigint;
}

/**
 * `position` is that of the append's last event. `duplicate` says that every event was there already, with the same
 * ids at the same revisions, so that nothing was written: the answer to the first attempt was lost.
 */
export type AppendResult =
  | { readonly ok: true; readonly position: bigint; readonly duplicate: boolean }
  | { readonly ok: false; readonly conflict: AppendConflict };

/** The end of a stream. */
export interface StreamHead {
  readonly revision: bigint;
  readonly hash: string;
}

/** Which categories of streams to read; a category is the part of a stream's name before the first `-`. */
export type Categories = readonly string[] | 'all';

/**
 * An append-only store of events in streams, with one order over all of them.
 *
 * Failures of the outside world (unreachable, refused, timed out) are thrown as `EventStoreError`; a writer that was
 * overtaken is an answer, not an error.
 */
export interface EventStore {
  /** Whether an append to several streams takes place as a whole or not at all. */
  readonly appendsAtOnce: boolean;
  /** Whether each position is the one after the last, so that one that is missing was taken out. */
  readonly positionsHaveNoGaps: boolean;

  /**
   * Appends to several streams at once, all or nothing where the adapter can do that (Postgres, memory).
   *
   * A request whose events are all there already is taken as done, so a retry after a lost answer is safe; the same
   * ids with another type or other data, or only some of the events, are a conflict.
   */
  append(requests: readonly AppendRequest[]): Promise<AppendResult>;

  /** The events of one stream from revision `from` (inclusive) on, at most `limit`, as they stand when they are read. */
  read(stream: string, from: bigint, limit?: number): AsyncIterable<RecordedEvent>;

  /** The last revision and hash of each of the streams that has events; the others are not in the map. */
  heads(streams: readonly string[]): Promise<Map<string, StreamHead>>;

  /** The events of the categories after position `from` (exclusive; 0n from the beginning), in order, at most `limit`. */
  readAll(from: bigint, categories: Categories, limit?: number): AsyncIterable<RecordedEvent>;

  /**
   * Hands over what is after position `from`, then what comes, in order and without a gap: one batch at a time, the
   * next only when `onBatch` has finished. Ends when `signal` is aborted (after the batch at hand); rejects when
   * `onBatch` throws, or when waiting does not help.
   */
  subscribe(
    from: bigint,
    categories: Categories,
    onBatch: (events: readonly RecordedEvent[]) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;

  /** The position of the last event of the store; 0n when it is empty. */
  lastPosition(): Promise<bigint>;

  /** Waits for what is under way and gives back all connections. */
  close(): Promise<void>;
}
