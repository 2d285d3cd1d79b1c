import type { EventLog } from './event-log';

export type ExpectedRevision = number | 'any' | 'no_stream' | 'stream_exists';

/** `idempotent`: those events are there already, the last of them at that place in `events`. */
export type RevisionVerdict =
  | { readonly verdict: 'append' }
  | { readonly verdict: 'idempotent'; readonly lastPlace: number }
  | { readonly verdict: 'wrong'; readonly current: number }
  | { readonly verdict: 'deleted' };

/**
 * Decides on an append as EventStoreDB does. One that expects the current revision is written, whatever its ids; one
 * that expects an earlier one is a duplicate when the ids there are the same. One that expects none in particular is a
 * duplicate when all its ids are in the stream, wherever, and written when the first is not.
 */
export function checkExpectedRevision(
  log: EventLog,
  stream: string,
  expected: ExpectedRevision,
  ids: readonly string[],
): RevisionVerdict {
  if (log.tombstoned.has(stream)) return { verdict: 'deleted' };
  return expected === 'any' || expected === 'stream_exists'
    ? checkAnywhere(log, stream, expected, ids)
    : checkAfter(log, stream, expected === 'no_stream' ? -1 : expected, ids);
}

function checkAfter(log: EventLog, stream: string, revision: number, ids: readonly string[]): RevisionVerdict {
  const places = log.streams.get(stream) ?? [];
  const current = places.length - 1;
  if (revision === current) return { verdict: 'append' };
  const there = revision > current ? [] : places.slice(revision + 1, revision + 1 + ids.length);
  const lastPlace = there.at(-1);
  if (lastPlace !== undefined && ids.every((id, index) => idAt(log, there[index]) === id)) {
    return { verdict: 'idempotent', lastPlace };
  }
  const beginsAgain = revision === -1 && log.isDeleted(stream) && idAt(log, there[0]) !== ids[0];
  return beginsAgain ? { verdict: 'append' } : { verdict: 'wrong', current };
}

function checkAnywhere(
  log: EventLog,
  stream: string,
  expected: 'any' | 'stream_exists',
  ids: readonly string[],
): RevisionVerdict {
  const current = (log.streams.get(stream)?.length ?? 0) - 1;
  if (expected === 'stream_exists') {
    if (log.isDeleted(stream)) return { verdict: 'deleted' };
    if (current < 0) return { verdict: 'wrong', current };
  }
  const places = ids.map((id) => log.placeOf(id)).map((place) => (isIn(log, place, stream) ? place : undefined));
  const lastPlace = places.at(-1);
  if (places[0] === undefined) return { verdict: 'append' };
  if (lastPlace === undefined || places.includes(undefined)) return { verdict: 'wrong', current };
  return { verdict: 'idempotent', lastPlace };
}

function isIn(log: EventLog, place: number | undefined, stream: string): boolean {
  return place !== undefined && log.events[place]?.stream === stream;
}

function idAt(log: EventLog, place: number | undefined): string | undefined {
  return place === undefined ? undefined : log.events[place]?.id;
}
