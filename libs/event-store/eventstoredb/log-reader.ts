import type { Categories, RecordedEvent } from '../event-store';
import type { EventStoreDbLink } from './eventstoredb-link';
import type { LargeEvents } from './large-events';
import type { LogItem } from './ordered-subscription';
import type { StreamNames } from './stream-names';

/** A piece of the log, and whether everything that was there is in this or an earlier piece. */
export interface LogPiece {
  readonly events: readonly RecordedEvent[];
  readonly caughtUp: boolean;
}

/**
 * Reads the log by a subscription, piece after piece. After a failure the next piece comes from a new subscription,
 * which goes on where the last piece ended: the package's subscriptions do not reconnect by themselves.
 */
export class LogReader {
  private subscription: AsyncGenerator<readonly LogItem[], void> | undefined;

  constructor(
    private readonly link: EventStoreDbLink,
    private readonly names: StreamNames,
    private readonly large: LargeEvents,
    private readonly categories: Categories,
    private position: bigint,
    private readonly signal: AbortSignal,
  ) {}

  /** The next piece; undefined when the signal was aborted. */
  async next(): Promise<LogPiece | undefined> {
    this.subscription ??= this.link.subscribe(this.position, this.names.filter(this.categories), this.signal);
    try {
      const next = await this.subscription.next();
      return next.done === true ? undefined : await this.piece(next.value);
    } catch (error) {
      this.subscription = undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.subscription?.return(undefined);
  }

  private async piece(items: readonly LogItem[]): Promise<LogPiece> {
    const events: RecordedEvent[] = [];
    let caughtUp = false;
    let { position } = this;
    for (const item of items) {
      if ('sign' in item) {
        caughtUp ||= item.sign === 'caught up';
      } else if ('checkpoint' in item) {
        position = item.checkpoint;
      } else {
        const stream = this.names.ofLedger(item.event.streamId);
        if (stream !== undefined && this.names.isWanted(stream, this.categories)) {
          const recorded = this.large.recorded(stream, item.event);
          events.push(recorded instanceof Promise ? await recorded : recorded);
        }
        position = item.event.position.commit;
      }
    }
    // Only now: where parts could not be read, the next subscription begins with what this one began with.
    this.position = position;
    return { events, caughtUp };
  }
}
