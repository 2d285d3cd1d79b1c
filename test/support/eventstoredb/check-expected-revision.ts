import type { EventLog } from './event-log';

export type ExpectedRevision = number | 'any' | 'no_stream' | 'stream_exists';

/** `idempotent`: those events are there already, at those places in `events`. */
export type RevisionVerdict =
  | { readonly verdict: 'append' }
  | { readonly verdict: 'idempotent'; readonly places: readonly number[] }
  | { readonly verdict: 'wrong'; readonly current: number };

/**
 * Decides on an append as EventStoreDB does: only an append that expects a revision below the current one can be a
 * duplicate, and then its ids alone are compared; one that expects the current revision is written, whatever its ids.
 */
export function checkExpectedRevision(
  log: EventLog,
  stream: string,
  expected: ExpectedRevision,
  ids: readonly string[],
): RevisionVerdict {
  const places = log.streams.get(stream) ?? [];
  const current = places.length - 1;
  if (expected === 'any') return { verdict: 'append' };
  if (expected === 'stream_exists') return current >= 0 ? { verdict: 'append' } : { verdict: 'wrong', current };
  const revision = expected === 'no_stream' ? -1 : expected;
  if (revision === current) return { verdict: 'append' };
  if (revision > current) return { verdict: 'wrong', current };
  const there = places.slice(revision + 1, revision + 1 + ids.length);
  const same = there.length === ids.length && there.every((place, index) => log.events[place]?.id === ids[index]);
  return same ? { verdict: 'idempotent', places: there } : { verdict: 'wrong', current };
}
