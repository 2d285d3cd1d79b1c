import type { Readable } from 'node:stream';
import { type AllStreamResolvedEvent, type EventStoreDBClient, type Filter, START } from '@eventstore/db-client';

/** What a subscription hands over: events, and between them what the server says about its place. */
export type LogItem =
  | { readonly event: NonNullable<AllStreamResolvedEvent['event']> }
  | { readonly checkpoint: bigint }
  | { readonly sign: 'confirmed' | 'caught up' };

export interface SubscriptionOptions {
  /** Begins after this position; 0n: at the beginning. */
  readonly from: bigint;
  readonly filter: Omit<Filter, 'checkpointReached'>;
  /** Ends the subscription. */
  readonly signal: AbortSignal;
  /** The client was given up. */
  readonly gone: AbortSignal;
  /** Until it has caught up the server is not silent for longer than this. */
  readonly timeoutMs: number;
  readonly noAnswer: (confirmed: boolean) => Error;
}

const MAX_ITEMS = 500;

/**
 * A subscription as one ordered queue. The package calls back for a checkpoint when it comes in, though events before
 * it may still wait to be read; resuming there would lose them. So the checkpoint is put into the queue itself, behind
 * those events. Yields what is there, at most 500 items at a time; ends when the signal is aborted, and throws when the
 * subscription breaks for any other reason.
 */
export async function* orderedSubscription(
  client: EventStoreDBClient,
  { from, filter, signal, gone, timeoutMs, noAnswer }: SubscriptionOptions,
): AsyncGenerator<readonly LogItem[], void> {
  const subscription = client.subscribeToAll(
    {
      fromPosition: from === 0n ? START : { commit: from, prepare: from },
      filter: { ...filter, checkpointReached: (_, { commit }) => put({ checkpoint: commit }) } as Filter,
    },
    { highWaterMark: MAX_ITEMS },
  );
  const queue = subscription as unknown as Readable;
  const put = (item: LogItem) => Promise.resolve(void queue.push(item));
  subscription.on('confirmation', () => void put({ sign: 'confirmed' }));
  subscription.on('caughtUp', () => void put({ sign: 'caught up' }));
  const broken = new Breakage(queue);
  let confirmed = false;
  let caughtUp = false;
  try {
    while (!signal.aborted) {
      const items = takeReady(queue);
      if (items.length === 0) {
        // It may have broken while the reader was at work, and nothing tells of that again.
        broken.check(gone);
        const late = () => noAnswer(confirmed);
        await untilMore(queue, [signal, gone], caughtUp ? undefined : { timeoutMs, late });
        if (!signal.aborted) broken.check(gone);
        continue;
      }
      confirmed = true;
      caughtUp ||= items.some((item) => 'sign' in item && item.sign === 'caught up');
      yield items;
    }
  } finally {
    void subscription.unsubscribe().catch(() => undefined);
  }
}

/** Why a subscription that nobody ended has ended. */
class Breakage {
  private error: Error | undefined;

  constructor(private readonly queue: Readable) {
    // Stays for good: the package may tell of an error after the end, and nobody listening would end the process.
    queue.on('error', (error) => (this.error ??= error));
  }

  check(gone: AbortSignal): void {
    if (this.error !== undefined) throw this.error;
    if (gone.aborted || this.queue.readableEnded || this.queue.destroyed) throw new Error('Cancelled on client');
  }
}

function takeReady(queue: Readable): LogItem[] {
  const items: LogItem[] = [];
  while (items.length < MAX_ITEMS) {
    const item = queue.read() as LogItem | null;
    if (item === null) break;
    items.push(item);
  }
  return items;
}

/** Resolves when there is something to read, or an end of any kind; rejects when that takes too long. */
function untilMore(
  queue: Readable,
  signals: readonly AbortSignal[],
  limit: { readonly timeoutMs: number; readonly late: () => Error } | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const happenings = ['readable', 'end', 'error', 'close'] as const;
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      for (const happening of happenings) queue.off(happening, go);
      for (const signal of signals) signal.removeEventListener('abort', go);
      settle();
    };
    const go = () => finish(resolve);
    const timer = limit && setTimeout(() => finish(() => reject(limit.late())), limit.timeoutMs);
    for (const happening of happenings) queue.on(happening, go);
    for (const signal of signals) signal.addEventListener('abort', go);
    const over = queue.readableLength > 0 || queue.readableEnded || queue.destroyed || queue.errored !== null;
    if (over || signals.some(({ aborted }) => aborted)) go();
  });
}
