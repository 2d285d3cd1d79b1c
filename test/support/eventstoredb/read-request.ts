import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { EventLog, LoggedEvent } from './event-log';

/** What the server does not read, and what it says then. */
export class Unreadable extends Error {}

/** A stream with a tombstone. */
export class Tombstoned extends Error {
  constructor(readonly stream: string) {
    super(stream);
  }
}

/**
 * The places of the events of a stream that a request asks for, in its order; undefined when there is no such stream.
 * Throws `Tombstoned`, and `Unreadable` for a read forwards from the end.
 */
export function streamPlaces(log: EventLog, options: ReadReq.Options): number[] | undefined {
  const stream = options.getStream();
  const name = Buffer.from(stream?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
  if (!isBackwards(options) && stream?.hasEnd()) throw new Unreadable('Unexpected ReadStreamResult: Error');
  if (log.tombstoned.has(name)) throw new Tombstoned(name);
  return visiblePlaces(log, name, options);
}

function visiblePlaces(log: EventLog, name: string, options: ReadReq.Options): number[] | undefined {
  const stream = options.getStream();
  const begin = log.beginOf(name);
  const places = (log.streams.get(name) ?? []).filter((place) => place < log.durableCount);
  if (places.length === 0 || begin === Infinity) return undefined;
  const count = Number(options.getCount());
  const from = Math.max(begin, Number(stream?.getRevision()));
  if (!isBackwards(options)) return places.slice(from, from + count);
  const last = lastRevision(stream, places.length);
  return places.slice(Math.max(begin, last + 1 - count), last + 1).reverse();
}

function isBackwards(options: ReadReq.Options): boolean {
  return options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS;
}

function lastRevision(stream: ReadReq.Options.StreamOptions | undefined, length: number): number {
  if (stream?.hasEnd()) return length - 1;
  return stream?.hasStart() ? 0 : Math.min(Number(stream?.getRevision()), length - 1);
}

/**
 * The places of the events of `$all` that a request asks for, in its order; a position is inclusive. Throws
 * `Unreadable` for a position that is no event's: forwards only where there is something behind it.
 */
export function allPlaces(log: EventLog, options: ReadReq.Options): number[] {
  const count = Number(options.getCount());
  const backwards = isBackwards(options);
  const all = options.getAll();
  if (all?.hasPosition() && !isPlace(log, all, backwards)) throw new Unreadable('Unexpected ReadAllResult: Error');
  const size = log.durableCount;
  const at = all?.hasEnd() ? size : firstAt(log, positionIn(all));
  // As on the server: a backward read begins before the position.
  return backwards ? range(Math.max(0, at - count), at).reverse() : range(at, Math.min(size, at + count));
}

/** Where a subscription begins: after its position. Throws `Unreadable` for one that is no event's. */
export function subscriptionStart(log: EventLog, options: ReadReq.Options): number {
  const all = options.getAll();
  if (all?.hasEnd()) return log.durableCount;
  if (all?.hasPosition() && !isPlace(log, all, false)) throw new Unreadable('Exception was thrown by handler.');
  return all?.hasPosition() ? firstAt(log, positionIn(all) + 1) : 0;
}

function positionIn(all: ReadReq.Options.AllOptions | undefined): number {
  return Number(all?.getPosition()?.getCommitPosition() ?? 0);
}

/** Whether a position is that of an event, or, for a read forwards, behind all events. */
function isPlace(log: EventLog, all: ReadReq.Options.AllOptions, backwards: boolean): boolean {
  const position = positionIn(all);
  const place = firstAt(log, position);
  if (place === log.durableCount) return !backwards;
  return position === 0 || log.events[place]?.position === position;
}

/** Whether an event passes the filter of a subscription. */
export function passesFilter(filter: ReadReq.Options.FilterOptions | undefined): (event: LoggedEvent) => boolean {
  if (filter === undefined) return () => true;
  const onStream = filter.hasStreamIdentifier();
  const expression = onStream ? filter.getStreamIdentifier() : filter.getEventType();
  const prefixes = expression?.getPrefixList() ?? [];
  const regex = prefixes.length > 0 ? undefined : new RegExp(expression?.getRegex() ?? '');
  return (event) => {
    const text = onStream ? event.stream : event.type;
    return regex?.test(text) ?? prefixes.some((prefix) => text.startsWith(prefix));
  };
}

/** The place of the first event at or after a position, by halving. */
function firstAt(log: EventLog, position: number): number {
  let low = 0;
  let high = log.durableCount;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((log.events[middle]?.position ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
