import type { AppendConflict, AppendRequest, EventStore } from '@ledger/event-store/event-store';
import { chapterOf } from './stream-names';

/** Each pass gets at least one stream further; two instances that write the same at the same time need a few. */
const PASSES = 20;

/** No append has more, however much was decided on one fact: what follows goes into further ones. */
export const MOST_EVENTS_AT_ONCE = 5_000;

/**
 * Appends what a deterministic writer decided, in pieces where it is much, also where some of it is recorded already: a
 * batch that was cut off comes again, but cut differently, and a store without appends over several streams may have
 * taken half of it. What is there must be the very same events. Answers null, or the stream in which somebody recorded
 * something else.
 */
export async function appendDecided(
  store: EventStore,
  requests: readonly AppendRequest[],
): Promise<AppendConflict | null> {
  for (const piece of inPieces(requests)) {
    const conflict = await appendPiece(store, piece);
    if (conflict !== null) return conflict;
  }
  return null;
}

/** The requests as appends of at most so many events, a stream's one after the other. */
export function* inPieces(
  requests: readonly AppendRequest[],
  mostEvents = MOST_EVENTS_AT_ONCE,
): Generator<readonly AppendRequest[]> {
  for (const round of inRounds(requests)) {
    let piece: AppendRequest[] = [];
    let room = mostEvents;
    for (const { stream, expectedRevision, events } of round) {
      for (let from = 0; from < events.length;) {
        const part = events.slice(from, from + room);
        piece.push({ stream, expectedRevision: expectedRevision + BigInt(from), events: part });
        from += part.length;
        room -= part.length;
        if (room > 0) continue;
        yield piece;
        piece = [];
        room = mostEvents;
      }
    }
    if (piece.length > 0) yield piece;
  }
}

/** Streams that follow on each other go into different appends: within one, a store may write them in any order. */
function inRounds(requests: readonly AppendRequest[]): AppendRequest[][] {
  const rounds: AppendRequest[][] = [];
  const taken = new Map<string, number>();
  for (const request of requests) {
    const chapter = chapterOf(request.stream);
    const round = taken.get(chapter) ?? 0;
    taken.set(chapter, round + 1);
    (rounds[round] ??= []).push(request);
  }
  return rounds;
}

async function appendPiece(store: EventStore, requests: readonly AppendRequest[]): Promise<AppendConflict | null> {
  let left = requests;
  for (let pass = 1; ; pass += 1) {
    const result = await store.append(left);
    if (result.ok) return null;
    const { there, rest } = await splitAtHeads(store, left);
    if (there.length === 0 || pass === PASSES) return result.conflict;
    const verified = await store.append(there);
    if (!verified.ok) return verified.conflict;
    if (rest.length === 0) return null;
    left = rest;
  }
}

/** Cuts each request where its stream ends now. */
async function splitAtHeads(store: EventStore, requests: readonly AppendRequest[]) {
  const heads = await store.heads(requests.map(({ stream }) => stream));
  const there: AppendRequest[] = [];
  const rest: AppendRequest[] = [];
  for (const { stream, expectedRevision, events } of requests) {
    const beyond = Number((heads.get(stream)?.revision ?? -1n) - expectedRevision);
    const known = Math.min(Math.max(beyond, 0), events.length);
    if (known > 0) there.push({ stream, expectedRevision, events: events.slice(0, known) });
    if (known < events.length) {
      rest.push({ stream, expectedRevision: expectedRevision + BigInt(known), events: events.slice(known) });
    }
  }
  return { there, rest };
}
