import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { EventLog, LoggedEvent } from './event-log';

/** The places of the events of a stream that a request asks for, in its order; undefined when there is no such stream. */
export function streamPlaces(log: EventLog, options: ReadReq.Options): number[] | undefined {
  const stream = options.getStream();
  const name = Buffer.from(stream?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
  const places = (log.streams.get(name) ?? []).filter((place) => place < log.durableCount);
  if (places.length === 0) return undefined;
  const count = Number(options.getCount());
  const backwards = options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS;
  const start = backwards ? lastRevision(stream, places.length) : Number(stream?.getRevision() ?? 0);
  if (!backwards) return places.slice(start, start + count);
  return places.slice(Math.max(0, start + 1 - count), start + 1).reverse();
}

function lastRevision(stream: ReadReq.Options.StreamOptions | undefined, length: number): number {
  if (stream?.hasEnd()) return length - 1;
  return stream?.hasStart() ? 0 : Math.min(Number(stream?.getRevision()), length - 1);
}

/** The places of the events of `$all` that a request asks for, in its order; a position is inclusive. */
export function allPlaces(log: EventLog, options: ReadReq.Options): number[] {
  const count = Number(options.getCount());
  const backwards = options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS;
  const all = options.getAll();
  const size = log.durableCount;
  if (!backwards) {
    const from = all?.hasEnd() ? size : firstAt(log, Number(all?.getPosition()?.getCommitPosition() ?? 0));
    return range(from, Math.min(size, from + count));
  }
  // As on the server: a backward read begins before the position.
  const to = all?.hasEnd() ? size : firstAt(log, Number(all?.getPosition()?.getCommitPosition() ?? 0));
  return range(Math.max(0, to - count), to).reverse();
}

/** Where a subscription begins: after its position. */
export function subscriptionStart(log: EventLog, options: ReadReq.Options): number {
  const all = options.getAll();
  if (all?.hasEnd()) return log.durableCount;
  return all?.hasPosition() ? firstAt(log, Number(all.getPosition()?.getCommitPosition()) + 1) : 0;
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
