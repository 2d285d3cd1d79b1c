import { checkAppend } from '../check-append';
import type { AppendRequest, AppendResult, Categories, EventStore, RecordedEvent, StreamHead } from '../event-store';
import { EventStoreError } from '../event-store-error';
import { followEvents } from '../follow-events';
import { ChainHeads } from './chain-heads';
import { CoalescingAppender } from './coalescing-appender';
import { itemsOfPages } from './items-of-pages';
import { NewEventsListener } from './new-events-listener';
import { PostgresLink, type PostgresLinkOptions } from './postgres-link';
import { lastPosition, readLogPage, readStreamPage } from './read-pages';

/** How many events one statement reads. */
const PAGE_SIZE = 1_000;

/**
 * The event store on one table of Postgres (`ledger_events.events`, made by `migrateEventStore`). Positions have no
 * gaps and are given in the order of the commits, so a reader never passes by a slow writer.
 */
export class PostgresEventStore implements EventStore {
  readonly appendsAtOnce: boolean = true;
  readonly positionsHaveNoGaps = true;
  private readonly closing = new AbortController();
  private readonly link: PostgresLink;
  private readonly chainHeads: ChainHeads;
  private readonly appender: CoalescingAppender;
  private readonly listener: NewEventsListener;

  constructor(options: PostgresLinkOptions) {
    this.link = new PostgresLink(options, this.closing.signal);
    this.chainHeads = new ChainHeads(this.link);
    this.appender = new CoalescingAppender(this.link, this.chainHeads);
    this.listener = new NewEventsListener(this.link.pool.options, this.closing.signal);
  }

  async append(requests: readonly AppendRequest[]): Promise<AppendResult> {
    this.checkOpen();
    checkAppend(requests);
    return this.appender.append(requests);
  }

  read(stream: string, from: bigint, limit = Infinity): AsyncIterable<RecordedEvent> {
    const pages = this.pages(limit, from, async (next, size) => {
      const events = await readStreamPage(this.link, stream, next, size);
      const last = events.at(-1);
      return { events, next: last === undefined ? next : last.revision + 1n, more: events.length === size };
    });
    return itemsOfPages(pages);
  }

  async heads(streams: readonly string[]): Promise<Map<string, StreamHead>> {
    this.checkOpen();
    return this.chainHeads.fetch(streams);
  }

  readAll(from: bigint, categories: Categories, limit = Infinity): AsyncIterable<RecordedEvent> {
    const pages = this.pages(limit, from, async (next, size) => {
      const { events, readTo } = await readLogPage(this.link, next, categories, size);
      return { events, next: readTo, more: events.length === size };
    });
    return itemsOfPages(pages);
  }

  async subscribe(
    from: bigint,
    categories: Categories,
    onBatch: (events: readonly RecordedEvent[]) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    this.checkOpen();
    const untilEnd = AbortSignal.any([signal, this.closing.signal]);
    await followEvents({
      from,
      onBatch,
      signal: untilEnd,
      readPage: (after) => this.link.persist(() => readLogPage(this.link, after, categories, PAGE_SIZE), untilEnd),
      untilMore: (after) => this.listener.untilMore(after, untilEnd),
    });
  }

  async lastPosition(): Promise<bigint> {
    this.checkOpen();
    return lastPosition(this.link);
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    await this.appender.idle();
    await this.listener.close();
    await this.link.pool.end();
  }

  /** Reads page after page; while the reader works on one, the next is on its way. */
  private async *pages(
    limit: number,
    from: bigint,
    readPage: (
      from: bigint,
      size: number,
    ) => Promise<{ events: readonly RecordedEvent[]; next: bigint; more: boolean }>,
  ): AsyncGenerator<readonly RecordedEvent[]> {
    this.checkOpen();
    let left = limit;
    const sizeOf = () => Math.min(PAGE_SIZE, left);
    for (let coming = left > 0 ? readPage(from, sizeOf()) : undefined; coming !== undefined;) {
      const { events, next, more } = await coming;
      left -= events.length;
      coming = more && left > 0 ? readPage(next, sizeOf()) : undefined;
      // The reader may stop before it takes this page: its failure is then nobody's.
      coming?.catch(() => undefined);
      yield events;
    }
  }

  private checkOpen(): void {
    if (this.closing.signal.aborted) throw new EventStoreError('invalid', 'The event store was closed');
  }
}
