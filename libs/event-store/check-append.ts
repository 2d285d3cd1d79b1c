import type { AppendRequest, NewEvent } from './event-store';
import { EventStoreError } from './event-store-error';

/** A stream's name must fit into an index entry of Postgres. */
export const MAX_STREAM_NAME_BYTES = 2000;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** EventStoreDB takes it for a missing one, and answers so that the client's process ends. */
const NO_ID = '00000000-0000-0000-0000-000000000000';
// NUL cannot be in a Postgres text, a lone surrogate not in UTF-8: two names would become one.
// eslint-disable-next-line no-control-regex -- NUL is what is looked for
const UNSTORABLE = /\u0000|\p{Surrogate}/u;
/** What almost every name consists of, which is seen faster than that nothing in it is unstorable. */
const PLAIN = /^[ -~]+$/;

/**
 * Refuses (`EventStoreError` `invalid`) what no adapter could keep faithfully: an append of nothing, a stream twice, an
 * expected revision under -1, an id that is no lower-case uuid, all zeros or there twice, a type
 * without a name, a name with NUL or a lone surrogate.
 * In `data` and `metadata` both are welcome: canonical JSON writes them as escapes.
 */
export function checkAppend(requests: readonly AppendRequest[]): void {
  if (requests.length === 0) throw invalid('an append without a stream');
  const streams = new Set<string>();
  for (const { stream, expectedRevision, events } of requests) {
    checkStreamName(stream);
    if (streams.has(stream)) throw invalid(`stream ${quoted(stream)} twice in one append: put its events together`);
    streams.add(stream);
    if (expectedRevision < -1n) {
      throw invalid(`expected revision ${expectedRevision} of ${quoted(stream)}: it is -1 or more`);
    }
    if (events.length === 0) throw invalid(`an append without events to ${quoted(stream)}`);
    checkEvents(stream, events);
  }
}

function checkStreamName(stream: string): void {
  if (stream === '') throw invalid('a stream without a name');
  if (stream.length <= MAX_STREAM_NAME_BYTES && PLAIN.test(stream)) return;
  if (UNSTORABLE.test(stream)) throw invalid(`stream ${quoted(stream)} has a NUL or half a character: encode it`);
  const bytes = Buffer.byteLength(stream);
  if (bytes > MAX_STREAM_NAME_BYTES) {
    throw invalid(`stream ${quoted(stream.slice(0, 60))}… has ${bytes} bytes; the limit is ${MAX_STREAM_NAME_BYTES}`);
  }
}

function checkEvents(stream: string, events: readonly NewEvent[]): void {
  // Most requests have one event: nothing in them is there twice.
  const ids = events.length > 1 ? new Set<string>() : null;
  for (const { id, type } of events) {
    if (!UUID.test(id)) throw invalid(`event id ${quoted(id)} for ${quoted(stream)}: it is a lower-case uuid`);
    if (id === NO_ID) throw invalid(`event id ${id} for ${quoted(stream)}: it is no event's`);
    if (ids?.has(id) === true) throw invalid(`event id ${id} twice in one append to ${quoted(stream)}`);
    ids?.add(id);
    if (!PLAIN.test(type) && (type === '' || UNSTORABLE.test(type)))
      throw invalid(`event type ${quoted(type)} of ${id} is not a name`);
  }
}

function invalid(what: string): EventStoreError {
  return new EventStoreError('invalid', `The event store cannot take ${what}`);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
