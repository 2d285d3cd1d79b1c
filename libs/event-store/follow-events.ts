import type { RecordedEvent } from './event-store';

/** A piece of the log: what matched, and how far it was looked at. */
export interface LogPage {
  readonly events: readonly RecordedEvent[];
  /** Everything up to this position (inclusive) was looked at. */
  readonly readTo: bigint;
}

/** What a subscription needs from an adapter. */
export interface LogFollowing {
  readonly from: bigint;
  readonly signal: AbortSignal;
  readonly onBatch: (events: readonly RecordedEvent[]) => Promise<void>;
  /** The next matching events after a position (exclusive); an empty page at the end of the log. */
  readonly readPage: (after: bigint) => Promise<LogPage>;
  /** Resolves when there may be something after the position, or when the signal is aborted. */
  readonly untilMore: (after: bigint) => Promise<void>;
}

/** Catches up page by page, then waits for more: in order, one batch at a time, until the signal is aborted. */
export async function followEvents({ from, signal, onBatch, readPage, untilMore }: LogFollowing): Promise<void> {
  let position = from;
  while (!signal.aborted) {
    const page = await pageUnlessAborted(() => readPage(position), signal);
    if (page === undefined || signal.aborted) return;
    if (page.events.length > 0) await onBatch(page.events);
    if (page.readTo > position) position = page.readTo;
    else await untilMore(position);
  }
}

/** A read that fails after the end was asked for failed for nobody. */
async function pageUnlessAborted(read: () => Promise<LogPage>, signal: AbortSignal): Promise<LogPage | undefined> {
  try {
    return await read();
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
