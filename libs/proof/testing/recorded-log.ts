import { canonicalEvent, CHAIN_START, chainHash } from '@ledger/event-store/chain-hash';
import type { Categories, RecordedEvent, StreamHead } from '@ledger/event-store/event-store';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { categoryOf } from '@ledger/event-store/stream-category';

/** A store that gives the events that it was made with, whatever somebody did to them. */
export class RecordedLog extends MemoryEventStore {
  constructor(
    readonly events: readonly RecordedEvent[],
    override readonly positionsHaveNoGaps: boolean = true,
  ) {
    super();
  }

  /** What a store holds. */
  static async of(store: MemoryEventStore, positionsHaveNoGaps = true): Promise<RecordedLog> {
    const events: RecordedEvent[] = [];
    for await (const event of store.readAll(0n, 'all')) events.push(event);
    return new RecordedLog(events, positionsHaveNoGaps);
  }

  override async *readAll(from: bigint, categories: Categories): AsyncIterable<RecordedEvent> {
    for (const event of this.events) {
      if (event.position <= from) continue;
      if (categories === 'all' || categories.includes(categoryOf(event.stream))) yield event;
    }
  }

  override async *read(stream: string, from: bigint, limit = Infinity): AsyncIterable<RecordedEvent> {
    const found = this.events.filter((event) => event.stream === stream && event.revision >= from);
    yield* found.slice(0, limit);
  }

  override heads(streams: readonly string[]): Promise<Map<string, StreamHead>> {
    const asked = new Set(streams);
    const heads = this.events.filter(({ stream }) => asked.has(stream));
    return Promise.resolve(new Map(heads.map(({ stream, revision, hash }) => [stream, { revision, hash }])));
  }

  /** The log after something was done to its events. */
  after(change: (events: readonly RecordedEvent[]) => readonly RecordedEvent[]): RecordedLog {
    return new RecordedLog(change(this.events), this.positionsHaveNoGaps);
  }
}

/** The events with positions, revisions and hashes as if they had been recorded so: who does this leaves no trace in them. */
export function recordedAnew(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const ends = new Map<string, StreamHead>();
  return events.map((event, index) => {
    const end = ends.get(event.stream) ?? { revision: -1n, hash: CHAIN_START };
    const revision = end.revision + 1n;
    const hash = chainHash(end.hash, event.stream, revision, canonicalEvent(event));
    ends.set(event.stream, { revision, hash });
    return { ...event, revision, hash, position: BigInt(index + 1) };
  });
}

/** A store that holds the events, to go on with. */
export async function storeOf(events: readonly RecordedEvent[]): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  for (const { stream, revision, id, type, data, metadata } of events) {
    await store.append([{ stream, expectedRevision: revision - 1n, events: [{ id, type, data, metadata }] }]);
  }
  return store;
}
