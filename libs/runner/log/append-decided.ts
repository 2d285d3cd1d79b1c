import type { AppendConflict, AppendRequest, EventStore, NewEvent } from '@ledger/event-store/event-store';
import type { JsonValue } from '@ledger/contracts/json-value';
import { chapterOf } from './stream-names';

/** Each pass gets at least one stream further; two instances that write the same at the same time need a few. */
const PASSES = 20;

/** No append has more, however much was decided on one fact: what follows goes into further ones. */
export const MOST_EVENTS_AT_ONCE = 5_000;
/** Nor much more text than this, whatever the events hold: it is in memory several times, and on one wire at once. */
const MOST_TEXT_AT_ONCE = 16_000_000;

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

export interface PieceLimits {
  readonly events: number;
  /** Characters of data, roughly. */
  readonly text: number;
}

/** The requests as appends of at most so much, a stream's one after the other; an event that is more goes alone. */
export function* inPieces(
  requests: readonly AppendRequest[],
  most: PieceLimits = { events: MOST_EVENTS_AT_ONCE, text: MOST_TEXT_AT_ONCE },
): Generator<readonly AppendRequest[]> {
  for (const round of inRounds(requests)) {
    let piece: AppendRequest[] = [];
    let room = most;
    for (const { stream, expectedRevision, events } of round) {
      let part: NewEvent[] | null = null;
      for (const [index, event] of events.entries()) {
        const text = roughLength(event.data);
        if (piece.length > 0 && (room.events === 0 || room.text < text)) {
          yield piece;
          [piece, room, part] = [[], most, null];
        }
        if (part === null) {
          part = [];
          piece.push({ stream, expectedRevision: expectedRevision + BigInt(index), events: part });
        }
        part.push(event);
        room = { events: room.events - 1, text: room.text - text };
      }
    }
    if (piece.length > 0) yield piece;
  }
}

function roughLength(value: JsonValue): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 6;
  let length = 2;
  for (const [key, inner] of Object.entries(value)) length += key.length + roughLength(inner);
  return length;
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
