import { canonicalJson } from '../canonical-json';
import { checkAppend } from '../check-append';
import type {
  AppendConflict,
  AppendRequest,
  AppendResult,
  Categories,
  EventStore,
  RecordedEvent,
  StreamHead,
} from '../event-store';
import { EventStoreError } from '../event-store-error';
import { followEvents, type LogPage } from '../follow-events';
import { categoryOf } from '../stream-category';
import { MemoryLog } from './memory-log';

/** How many events a reader looks at before it hands over what it found. */
const PAGE_SIZE = 500;

/** The event store of tests and simulations: all in memory, nothing survives the process. */
export class MemoryEventStore implements EventStore {
  readonly appendsAtOnce: boolean = true;
  readonly positionsHaveNoGaps: boolean = true;
  private readonly closing = new AbortController();

  /** @param log to share with other stores: as another process would see the same events */
  constructor(private readonly log: MemoryLog = new MemoryLog()) {}

  append(requests: readonly AppendRequest[]): Promise<AppendResult> {
    return this.whileOpen(() => {
      checkAppend(requests);
      const fresh = requests.filter((request) => !this.isDuplicate(request));
      const conflict = fresh.map((request) => this.conflictOf(request)).find((found) => found !== undefined);
      if (conflict !== undefined) return { ok: false, conflict };
      this.log.keep(fresh);
      return { ok: true, position: this.lastPositionOf(requests), duplicate: fresh.length === 0 };
    });
  }

  async *read(stream: string, from: bigint, limit = Infinity): AsyncIterable<RecordedEvent> {
    const start = Number(from);
    const events = await this.whileOpen(() => this.log.streams.get(stream)?.slice(start, start + limit) ?? []);
    for (const { recorded } of events) yield recorded;
  }

  heads(streams: readonly string[]): Promise<Map<string, StreamHead>> {
    return this.whileOpen(() => {
      const heads = new Map<string, StreamHead>();
      for (const stream of streams) {
        const last = this.log.streams.get(stream)?.at(-1)?.recorded;
        if (last !== undefined) heads.set(stream, { revision: last.revision, hash: last.hash });
      }
      return heads;
    });
  }

  async *readAll(from: bigint, categories: Categories, limit = Infinity): AsyncIterable<RecordedEvent> {
    let left = limit;
    let after = from;
    while (left > 0) {
      const { events, readTo } = await this.page(after, categories);
      if (readTo === after) return;
      yield* events.slice(0, left);
      left -= events.length;
      after = readTo;
    }
  }

  subscribe(
    from: bigint,
    categories: Categories,
    onBatch: (events: readonly RecordedEvent[]) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const untilEnd = AbortSignal.any([signal, this.closing.signal]);
    return followEvents({
      from,
      onBatch,
      signal: untilEnd,
      readPage: (after) => this.page(after, categories),
      untilMore: (after) => (this.log.events.length > after ? Promise.resolve() : this.log.wakeUps.wait(untilEnd)),
    });
  }

  lastPosition(): Promise<bigint> {
    return this.whileOpen(() => BigInt(this.log.events.length));
  }

  close(): Promise<void> {
    this.closing.abort();
    return Promise.resolve();
  }

  private whileOpen<T>(action: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (this.closing.signal.aborted) throw new EventStoreError('invalid', 'The event store was closed');
      resolve(action());
    });
  }

  private page(after: bigint, categories: Categories): Promise<LogPage> {
    return this.whileOpen(() => {
      const looked = this.log.events.slice(Number(after), Number(after) + PAGE_SIZE).map(({ recorded }) => recorded);
      const events = looked.filter(({ stream }) => categories === 'all' || categories.includes(categoryOf(stream)));
      return { events, readTo: after + BigInt(looked.length) };
    });
  }

  /** Whether all the request's events are there, in their places. */
  private isDuplicate({ stream, expectedRevision, events }: AppendRequest): boolean {
    const stored = this.log.streams.get(stream) ?? [];
    return events.every(({ id, type, data }, index) => {
      const there = stored[Number(expectedRevision) + 1 + index];
      return there?.recorded.id === id && there.recorded.type === type && there.dataText === canonicalJson(data);
    });
  }

  private conflictOf({ stream, expectedRevision }: AppendRequest): AppendConflict | undefined {
    const actual = BigInt(this.log.streams.get(stream)?.length ?? 0) - 1n;
    return actual === expectedRevision ? undefined : { stream, expected: expectedRevision, actual };
  }

  /** The greatest position among the requests' last events, all of which are there now. */
  private lastPositionOf(requests: readonly AppendRequest[]): bigint {
    return requests.reduce((greatest, { stream, expectedRevision, events }) => {
      const last = this.log.streams.get(stream)?.[Number(expectedRevision) + events.length]?.recorded;
      return last !== undefined && last.position > greatest ? last.position : greatest;
    }, 0n);
  }
}
