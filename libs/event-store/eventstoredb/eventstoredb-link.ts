import {
  BACKWARDS,
  END,
  ErrorType,
  type EventStoreDBClient,
  FORWARDS,
  type JSONEventData,
  NO_STREAM as NO_SUCH_STREAM,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { NO_STREAM } from '../event-store';
import { EventStoreError } from '../event-store-error';
import { retryWhileUnreachable, type RetryOptions } from '../postgres/retry-while-unreachable';
import { collectPage } from './collect-page';
import { anotherLog, eventStoreDbFailure, isUnreadable, noAnswer } from './eventstoredb-failure';
import type { EventStoreDbSettings } from './eventstoredb-settings';
import { inTime } from '@ledger/machine/in-time';
import { type LogItem, orderedSubscription, type SubscriptionOptions } from './ordered-subscription';
import { type ClientLease, leaseClients } from './process-clients';
import type { OpenClient, RenewableClient } from './renewable-client';
import { Slots } from './slots';

export interface EventStoreDbOptions extends EventStoreDbSettings {
  /** Told of each failure that is waited out, for the log. */
  readonly onTrouble?: RetryOptions['onTrouble'];
}

export type Received = NonNullable<ResolvedEvent['event']>;

/** Whose event stands where in the log. */
export interface Place {
  readonly streamId: string;
  readonly position: bigint;
}

const MAX_READS_UNDER_WAY = 32;

/** Requests to the server: each answered in time or given up, each failure as one readable line. */
export class EventStoreDbLink {
  private readonly lease: ClientLease;
  private readonly reads = new Slots(MAX_READS_UNDER_WAY);
  private readonly retry: RetryOptions;

  constructor(
    private readonly options: EventStoreDbOptions,
    signal: AbortSignal,
  ) {
    this.lease = leaseClients(options.connectionString, options.address);
    const { giveUpAfterMs, onTrouble = () => undefined } = options;
    this.retry = { giveUpAfterMs, onTrouble, signal };
  }

  /**
   * Appends once. Resolves to the position of the last event where the server tells it; `overtaken` when the stream
   * does not end at the expected revision.
   */
  append(
    stream: string,
    expectedRevision: bigint,
    events: JSONEventData[],
  ): Promise<bigint | 'overtaken' | 'unplaced'> {
    const expected = expectedRevision === NO_STREAM ? NO_SUCH_STREAM : expectedRevision;
    return this.lease.appendSlots.run(() =>
      this.using(this.lease.appending, async ({ client }) => {
        try {
          // Without credentials of its own, or the package would not put it into a batch.
          const appending = client.appendToStream(stream, events, { expectedRevision: expected });
          const { position } = await inTime(appending, this.options.answerTimeoutMs, () => this.noAnswer());
          return position?.commit ?? 'unplaced';
        } catch (error) {
          if ((error as { type?: unknown }).type === ErrorType.WRONG_EXPECTED_VERSION) return 'overtaken';
          throw error;
        }
      }),
    );
  }

  /** The events of a stream from a revision on, at most so many. */
  readStream(stream: string, from: bigint, maxCount: number): Promise<Received[]> {
    const options = { direction: FORWARDS, fromRevision: from, maxCount } as const;
    return this.readPage((client) => client.readStream(stream, options), asItIs);
  }

  /** The last event of a stream; none when there is no such stream. */
  async readLast(stream: string): Promise<Received | undefined> {
    const options = { direction: BACKWARDS, fromRevision: END, maxCount: 1 } as const;
    return (await this.readPage((client) => client.readStream(stream, options), asItIs))[0];
  }

  /** Where the events of all streams before a position (from the end without one) stand, the last first; the server's own too. */
  readAllBackwards(before: bigint | undefined, maxCount: number): Promise<Place[]> {
    const fromPosition = before === undefined ? END : { commit: before, prepare: before };
    return this.readPage((client) => client.readAll({ direction: BACKWARDS, fromPosition, maxCount }), placeOf);
  }

  /** The position of the very last event, also one of the server's own; 0n when there is none. */
  async readEnd(): Promise<bigint> {
    return (await this.readAllBackwards(undefined, 1))[0]?.position ?? 0n;
  }

  /**
   * The events of all streams after a position, as they come, until the signal is aborted; see `orderedSubscription`.
   * Throws `failed` when the log is another one than that in which the position was read.
   */
  async *subscribe(
    from: bigint,
    filter: SubscriptionOptions['filter'],
    signal: AbortSignal,
  ): AsyncGenerator<readonly LogItem[], void> {
    const { answerTimeoutMs: timeoutMs } = this.options;
    const opened = await this.lease.reading.get(timeoutMs);
    const options = { from, filter, signal, gone: opened.gone, timeoutMs, noAnswer: (it: boolean) => this.silence(it) };
    let isUnproven = from > 0n;
    try {
      for await (const items of orderedSubscription(opened.client, options)) {
        isUnproven &&= !items.some((item) => 'event' in item);
        if (isUnproven && items.some((item) => 'sign' in item && item.sign === 'caught up')) {
          // The server says nothing of it when its log ends before the position.
          if ((await this.readEnd()) < from) throw anotherLog(this.options.address, from);
          isUnproven = false;
        }
        yield items;
      }
    } catch (error) {
      if (from > 0n && isUnreadable(error) && !(await this.hasEventAt(from))) {
        throw anotherLog(this.options.address, from);
      }
      throw await this.failure(this.lease.reading, opened, error);
    }
  }

  /** Does what may safely be done twice, and again while the server is unreachable. */
  trying<T>(action: () => Promise<T>): Promise<T> {
    return retryWhileUnreachable(action, this.retry);
  }

  /** Goes on as long as it takes, for readers that have nobody to tell; until the signal is aborted. */
  persist<T>(action: () => Promise<T>, signal: AbortSignal): Promise<T> {
    return retryWhileUnreachable(action, { ...this.retry, signal, giveUpAfterMs: Infinity });
  }

  async close(): Promise<void> {
    await this.lease.release();
  }

  /** Asked again to be sure: the server has no answer of its own for a position that no event has. */
  private async hasEventAt(position: bigint): Promise<boolean> {
    const options = {
      direction: FORWARDS,
      fromPosition: { commit: position, prepare: position },
      maxCount: 1,
    } as const;
    try {
      const [first] = await this.readPage((client) => client.readAll(options), placeOf);
      return first?.position === position;
    } catch (error) {
      if (error instanceof EventStoreError && isUnreadable(error.cause)) return false;
      throw error;
    }
  }

  private readPage<E extends { readonly event?: unknown }, T>(
    read: (client: EventStoreDBClient) => Parameters<typeof collectPage<E, T>>[0],
    kept: (received: Received) => T,
  ): Promise<T[]> {
    const { answerTimeoutMs: timeoutMs } = this.options;
    return this.reads.run(() =>
      this.using(this.lease.reading, ({ client, gone }) =>
        collectPage(read(client), kept, { timeoutMs, gone, noAnswer: () => this.noAnswer() }),
      ),
    );
  }

  private async using<T>(renewable: RenewableClient, action: (opened: OpenClient) => Promise<T>): Promise<T> {
    const opened = await renewable.get(this.options.answerTimeoutMs);
    try {
      return await action(opened);
    } catch (error) {
      throw await this.failure(renewable, opened, error);
    }
  }

  /** The failure as an `EventStoreError`; a client whose connection is in doubt is replaced before anyone tries again. */
  private async failure(renewable: RenewableClient, opened: OpenClient, error: unknown): Promise<EventStoreError> {
    const { failure, isConnectionInDoubt } = eventStoreDbFailure(error, this.options.address);
    if (isConnectionInDoubt) await renewable.renew(opened);
    return failure;
  }

  private noAnswer(): EventStoreError {
    return noAnswer(this.options.address, this.options.answerTimeoutMs);
  }

  /** A subscription that was confirmed and then said nothing more. */
  private silence(confirmed: boolean): EventStoreError {
    const { address, answerTimeoutMs } = this.options;
    if (!confirmed) return this.noAnswer();
    const what = `did not say within ${answerTimeoutMs} ms that a subscription has caught up`;
    const advice = 'is it overloaded, or older than EventStoreDB 23.10, which says so?';
    return new EventStoreError('unreachable', `EventStoreDB at ${address} ${what}: ${advice}`);
  }
}

function asItIs(received: Received): Received {
  return received;
}

function placeOf({ streamId, position }: Received): Place {
  return { streamId, position: position?.commit ?? 0n };
}
