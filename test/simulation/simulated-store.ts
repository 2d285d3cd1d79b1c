import type {
  AppendRequest,
  AppendResult,
  Categories,
  EventStore,
  RecordedEvent,
  StreamHead,
} from '@ledger/event-store/event-store';
import type { Incarnation, Scheduler } from './scheduler';

/**
 * The event store as one actor sees it: every call is an operation that may fail, or be the last. A store that cannot
 * append to several streams at once may be left with half of an append.
 */
export class SimulatedStore implements EventStore {
  readonly positionsHaveNoGaps: boolean;

  constructor(
    private readonly self: Incarnation,
    private readonly scheduler: Scheduler,
    private readonly store: EventStore,
    readonly appendsAtOnce: boolean,
  ) {
    this.positionsHaveNoGaps = store.positionsHaveNoGaps;
  }

  async append(requests: readonly AppendRequest[]): Promise<AppendResult> {
    if (this.appendsAtOnce) return this.appendOnce(requests);
    let last: AppendResult | null = null;
    for (const request of requests) {
      last = await this.appendOnce([request]);
      if (!last.ok) break;
    }
    return last ?? this.appendOnce(requests);
  }

  async *read(stream: string, from: bigint, limit?: number): AsyncIterable<RecordedEvent> {
    yield* await this.perform(`read ${stream}`, () => this.store.read(stream, from, limit));
  }

  async *readAll(from: bigint, categories: Categories, limit?: number): AsyncIterable<RecordedEvent> {
    yield* await this.perform('read all', () => this.store.readAll(from, categories, limit));
  }

  heads(streams: readonly string[]): Promise<Map<string, StreamHead>> {
    return this.perform('heads', () => this.store.heads(streams));
  }

  lastPosition(): Promise<bigint> {
    return this.perform('last position', () => this.store.lastPosition());
  }

  subscribe(): Promise<void> {
    return Promise.reject(new Error('actors of the simulation ask, they do not subscribe'));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private appendOnce(requests: readonly AppendRequest[]): Promise<AppendResult> {
    const streams = requests.map(({ stream, events }) => `${stream}+${events.length}`).join(' ');
    return this.perform(`append ${streams}`, () => this.store.append(requests));
  }

  private perform<T>(what: string, effect: () => T | Promise<T>): Promise<T> {
    return this.scheduler.perform(this.self, what, effect);
  }
}
