import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { commitProcessed } from './commit-processed';
import type { DeadLetterCause } from './dead-letter';
import { HeartbeatTimer } from './heartbeat-timer';
import { RetryLater, type LaneId } from './lane';
import type { LaneBook } from './lane-book';
import { receivedRecord, recordName, type ReceivedRecord, type RecordBatch } from './received-record';

/** After this long a lane lets the others have their turn; what it has not done yet is fetched again. */
const TURN_MS = 1_000;

/** Does the work for a batch; resolves when its effects are durable. The signal aborts when they must not be any more. */
export type BatchHandler = (batch: RecordBatch, signal: AbortSignal) => Promise<void>;

/** Makes a dead letter of a record that somebody decided to put aside; resolves when it is durable. */
export type PutAside = (record: ReceivedRecord, cause: DeadLetterCause) => Promise<void>;

export interface BatchWork {
  readonly handle: BatchHandler;
  readonly putAside: PutAside;
  readonly lanes: LaneBook;
  readonly maximumBatchRecords: number;
  readonly heartbeatIntervalMs: number;
  /** Aborts when the process cannot wait for the handler any longer. */
  readonly givenUp: AbortSignal;
  /** False once the group has dealt its partitions anew since this batch was fetched. */
  readonly isStillOurs: () => boolean;
}

/**
 * Works through what was fetched from one partition, some records at a time: the handler, then the commit, then the
 * next. A failure leaves the lane where it stands, waiting or stopped; where several records failed together, they are
 * tried one by one first, so that the lane stops at the one. None is skipped unless somebody decided so.
 * @throws errors of kafkajs that make it rejoin the group
 */
export async function workThroughBatch(payload: EachBatchPayload, work: BatchWork): Promise<void> {
  const { topic, partition, messages } = payload.batch;
  const lane: LaneId = { topic, partition };
  const gap = gapBefore(payload, work.lanes.nextOffset(lane));
  if (gap !== null) return work.lanes.stop(lane, gap, new Error(gap));

  const heartbeat = new HeartbeatTimer(() => payload.heartbeat(), work.heartbeatIntervalMs);
  const signal = AbortSignal.any([heartbeat.partitionsLost, work.givenUp]);
  const turnEnds = Date.now() + TURN_MS;
  const mayGoOn = (): boolean =>
    payload.isRunning() &&
    !payload.isStale() &&
    work.isStillOurs() &&
    work.lanes.isRunning(lane) &&
    heartbeat.mustRejoin === undefined;
  try {
    for (let start = 0; start < messages.length;) {
      if (!mayGoOn() || (start > 0 && Date.now() > turnEnds)) break;
      const slice = messages.slice(start, start + sizeOfNext(messages[start], lane, work));
      const records = slice.map((message) => receivedRecord(topic, partition, message));
      const outcome = await outcomeOf({ topic, partition, records }, signal, work);
      if (outcome === 'one by one') continue;
      if (outcome === 'failed') break;
      start += slice.length;
      // Behind the last message lie markers of transactions, and what compaction left: they are done with it.
      const lastDone = start < messages.length ? (slice.at(-1)?.offset ?? 0) : payload.batch.lastOffset();
      const nextOffset = BigInt(lastDone) + 1n;
      await commitProcessed(payload, nextOffset, { signal, isStillOurs: work.isStillOurs });
      work.lanes.advance(lane, nextOffset);
    }
  } finally {
    heartbeat.stop();
  }
  if (heartbeat.mustRejoin !== undefined) throw heartbeat.mustRejoin;
}

/** How many records are handed over next: one, where one of several is to be found, or put aside. */
function sizeOfNext(first: KafkaMessage | undefined, lane: LaneId, { lanes, maximumBatchRecords }: BatchWork): number {
  const offset = BigInt(first?.offset ?? 0);
  return lanes.isSuspect(lane, offset) || lanes.skipOf(lane) !== null ? 1 : maximumBatchRecords;
}

/** Runs the handler; on a failure halts the lane, or has the records tried one by one. */
async function outcomeOf(batch: RecordBatch, signal: AbortSignal, work: BatchWork): Promise<Outcome> {
  try {
    await handleOrPutAside(batch, signal, work);
    return !signal.aborted && work.isStillOurs() ? 'done' : 'failed';
  } catch (error) {
    // Whoever has the partition now will do these records; this lane has nothing to report.
    if (signal.aborted || !work.isStillOurs()) return 'failed';
    return halted(batch, error, work.lanes);
  }
}

type Outcome = 'done' | 'failed' | 'one by one';

async function handleOrPutAside(batch: RecordBatch, signal: AbortSignal, work: BatchWork): Promise<void> {
  const [first] = batch.records;
  const skip = work.lanes.skipOf(batch);
  if (first !== undefined && first.offset === skip?.offset) await work.putAside(first, skip.cause);
  else await work.handle(batch, signal);
}

function halted(batch: RecordBatch, error: unknown, lanes: LaneBook): Outcome {
  const { records } = batch;
  const reason = `${describe(error)} (${placeOf(batch)})`;
  if (error instanceof RetryLater) {
    lanes.wait(batch, reason, error);
  } else if (records.length > 1) {
    lanes.suspect(batch, (records.at(-1)?.offset ?? 0n) + 1n);
    return 'one by one';
  } else {
    lanes.stop(batch, reason, error, records[0]);
  }
  return 'failed';
}

/**
 * kafkajs goes to the first record that is left when the one that it wants was deleted; that would skip records.
 * @returns what is missing, or null
 */
function gapBefore({ batch }: EachBatchPayload, nextOffset: bigint | null): string | null {
  // Where kafkajs asked to read from: not among its published types, and not the first record's offset, before which
  // a transaction's control records may lie.
  const fetchedFrom = 'fetchedOffset' in batch ? BigInt(String(batch.fetchedOffset)) : BigInt(batch.firstOffset() ?? 0);
  if (nextOffset === null || fetchedFrom <= nextOffset) return null;
  return `the records ${nextOffset} to ${fetchedFrom - 1n} are not in the topic any more and were not worked on`;
}

function placeOf({ records, ...lane }: RecordBatch): string {
  const [first, last] = [records[0], records.at(-1)];
  const name = recordName({ ...lane, offset: first?.offset ?? 0n });
  return records.length === 1 ? `record ${name}` : `records ${name} to ${last?.offset}`;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : `something that is no error was thrown: ${JSON.stringify(error)}`;
}
