import { canonicalEvent, CHAIN_START, chainHash } from './chain-hash';
import { type EventStore, NO_STREAM, type RecordedEvent, type StreamHead } from './event-store';

/** The first event of a stream that does not follow from what was before it. */
export interface BrokenLink {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
  readonly id: string;
  /** `revision`: one is missing before it, or is there twice; `hash`: it, or what was before it, was changed. */
  readonly broken: 'revision' | 'hash';
  readonly expected: string;
  readonly actual: string;
}

export type ChainVerdict =
  | { readonly ok: true; readonly events: number }
  | { readonly ok: false; readonly events: number; readonly firstBroken: BrokenLink };

/** Where a stream begins. */
const BEGINNING: StreamHead = { revision: NO_STREAM, hash: CHAIN_START };

/**
 * Recomputes every hash of a stream, from its first event, and names the first that does not fit. A chain cannot tell
 * that events are missing at its end: compare `heads` with a head noted elsewhere.
 */
export function verifyStream(store: EventStore, stream: string): Promise<ChainVerdict> {
  return verifyChains(store.read(stream, 0n));
}

/**
 * Recomputes the hashes of all streams among the events, which must hold each stream from its beginning and in order
 * (as `read` and `readAll(0n, …)` do). Keeps one head per stream in memory.
 */
export async function verifyChains(events: AsyncIterable<RecordedEvent>): Promise<ChainVerdict> {
  const heads = new Map<string, StreamHead>();
  let count = 0;
  for await (const event of events) {
    count++;
    const link = verifyLink(heads.get(event.stream) ?? BEGINNING, event);
    if (link !== undefined) return { ok: false, events: count, firstBroken: link };
    heads.set(event.stream, { revision: event.revision, hash: event.hash });
  }
  return { ok: true, events: count };
}

/** What is wrong with an event as the next after the head; undefined when nothing is. */
export function verifyLink(before: StreamHead, event: RecordedEvent): BrokenLink | undefined {
  const { stream, revision, position, id } = event;
  const next = before.revision + 1n;
  if (revision !== next) {
    return { stream, revision, position, id, broken: 'revision', expected: String(next), actual: String(revision) };
  }
  const expected = chainHash(before.hash, stream, revision, canonicalEvent(event));
  if (expected === event.hash) return undefined;
  return { stream, revision, position, id, broken: 'hash', expected, actual: event.hash };
}
