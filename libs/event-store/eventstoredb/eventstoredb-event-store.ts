import { setMaxListeners } from 'node:events';
import { checkAppend } from '../check-append';
import {
  type AppendRequest,
  type AppendResult,
  type Categories,
  type EventStore,
  NO_STREAM,
  type RecordedEvent,
  type StreamHead,
} from '../event-store';
import { EventStoreError } from '../event-store-error';
import { EventStoreDbLink, type EventStoreDbOptions } from './eventstoredb-link';
import { LastPosition } from './last-position';
import { LargeEvents } from './large-events';
import { LogReader } from './log-reader';
import { PiecewiseAppender } from './piecewise-appender';
import { StreamHeads } from './stream-heads';
import { StreamNames } from './stream-names';
import { StreamTurns } from './stream-turns';

/** How many events of a stream one request reads. */
const PAGE_SIZE = 500;

/**
 * The event store on EventStoreDB. An append is all or nothing for each stream, not across streams: what an
 * interrupted one left undone, the same append asked for again completes (see `PiecewiseAppender`).
 */
export class EventStoreDbEventStore implements EventStore {
  readonly appendsAtOnce = false;
  readonly positionsHaveNoGaps = false;
  private readonly closing = new AbortController();
  private readonly names: StreamNames;
  private readonly link: EventStoreDbLink;
  private readonly streamHeads: StreamHeads;
  private readonly large: LargeEvents;
  private readonly appender: PiecewiseAppender;
  private readonly last: LastPosition;
  private readonly turns = new StreamTurns();

  /** Connects when it is first used. Throws `invalid` when this process is connected to another EventStoreDB. */
  constructor(options: EventStoreDbOptions) {
    // All that wait to try again listen to it.
    setMaxListeners(0, this.closing.signal);
    this.names = new StreamNames(options.namespace);
    this.link = new EventStoreDbLink(options, this.closing.signal);
    this.streamHeads = new StreamHeads(this.link, this.names);
    this.large = new LargeEvents(this.link, this.names);
    this.appender = new PiecewiseAppender(this.link, this.streamHeads, this.names, this.large);
    this.last = new LastPosition(this.link, this.names);
  }

  async append(requests: readonly AppendRequest[]): Promise<AppendResult> {
    this.checkOpen();
    checkAppend(requests);
    const streams = requests.map(({ stream }) => stream);
    return this.turns.run(streams, () => this.appender.append(requests));
  }

  async *read(stream: string, from: bigint, limit = Infinity): AsyncIterable<RecordedEvent> {
    this.checkOpen();
    const name = this.names.onServer(stream);
    const page = (next: bigint, size: number) => this.link.trying(() => this.link.readStream(name, next, size));
    let left = limit;
    for (let next = from; left > 0;) {
      const size = Math.min(PAGE_SIZE, left);
      const received = await page(next, size);
      for (const each of received) {
        const recorded = this.large.recorded(stream, each);
        yield recorded instanceof Promise ? await recorded : recorded;
      }
      if (received.length < size) return;
      left -= received.length;
      next += BigInt(received.length);
    }
  }

  async heads(streams: readonly string[]): Promise<Map<string, StreamHead>> {
    this.checkOpen();
    const fetched = await Promise.all(
      streams.map(async (stream) => [stream, await this.link.trying(() => this.streamHeads.fetch(stream))] as const),
    );
    return new Map(
      fetched
        .filter(([, { revision }]) => revision !== NO_STREAM)
        .map(([stream, { revision, hash }]) => [stream, { revision, hash }]),
    );
  }

  async *readAll(from: bigint, categories: Categories, limit = Infinity): AsyncIterable<RecordedEvent> {
    this.checkOpen();
    if (limit <= 0) return;
    const reader = new LogReader(this.link, this.names, this.large, categories, from, this.closing.signal);
    let left = limit;
    try {
      for (;;) {
        const piece = await this.link.trying(() => reader.next());
        if (piece === undefined) throw closed();
        yield* piece.events.slice(0, left);
        left -= piece.events.length;
        if (piece.caughtUp || left <= 0) return;
      }
    } finally {
      await reader.close();
    }
  }

  async subscribe(
    from: bigint,
    categories: Categories,
    onBatch: (events: readonly RecordedEvent[]) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    this.checkOpen();
    const untilEnd = AbortSignal.any([signal, this.closing.signal]);
    const reader = new LogReader(this.link, this.names, this.large, categories, from, untilEnd);
    try {
      while (!untilEnd.aborted) {
        const piece = await this.link.persist(() => reader.next(), untilEnd);
        if (piece === undefined || untilEnd.aborted) return;
        if (piece.events.length > 0) await onBatch(piece.events);
      }
    } catch (error) {
      // A failure of the server after the end was asked for is a failure for nobody.
      if (!(untilEnd.aborted && error instanceof EventStoreError)) throw error;
    } finally {
      await reader.close();
    }
  }

  async lastPosition(): Promise<bigint> {
    this.checkOpen();
    return this.link.trying(() => this.last.find());
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    await this.turns.idle();
    await this.link.close();
  }

  private checkOpen(): void {
    if (this.closing.signal.aborted) throw closed();
  }
}

function closed(): EventStoreError {
  return new EventStoreError('invalid', 'The event store was closed');
}
