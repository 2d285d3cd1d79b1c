import { Problem } from '@ledger/service-kit/problems/problem';
import { tooLarge } from '@ledger/service-kit/problems/problem-of-error';
import { EVENT_MEDIA_TYPES, type EventMediaType } from '@ledger/service-kit/requests/event-media-types';
import { parseJson, type JsonFault } from './parse-json';

/** The events of a request, parsed, in their order. */
export interface SentEvents {
  readonly values: readonly unknown[];
  /** One event, not a list with one: its answer is one too. */
  readonly single: boolean;
}

const CONTENT_TYPE = /^\s*([\w.+-]+\/[\w.+-]+)\s*(?:;\s*charset\s*=\s*"?([\w-]+)"?\s*)?(?:;.*)?$/i;

/** The content type of a request with events. Throws the problem `unsupported-media-type`. */
export function eventMediaType(header: string | undefined): EventMediaType {
  const [, name, charset] = CONTENT_TYPE.exec(header ?? '') ?? [];
  const type = EVENT_MEDIA_TYPES.find((each) => each === name?.toLowerCase());
  if (type !== undefined && (charset === undefined || /^utf-?8$/i.test(charset))) return type;
  const found = header === undefined ? 'The request has no Content-Type' : `The content type is ${header}`;
  throw new Problem('unsupported-media-type', `${found}: send one of ${EVENT_MEDIA_TYPES.join(', ')}, in UTF-8.`, {
    headers: { Accept: EVENT_MEDIA_TYPES.join(', ') },
  });
}

/** Reads a body as its content type says. Throws the problem `malformed-body` (with line) or `too-large`. */
export function readEvents(type: EventMediaType, body: Buffer, maxEvents: number): SentEvents {
  const text = decodeBody(body);
  if (text.trim() === '') throw new Problem('malformed-body', 'The body is empty: at least one event is needed.');
  const sent = type === 'application/x-ndjson' ? readLines(text) : readDocument(type, text);
  if (sent.values.length <= maxEvents) return sent;
  throw tooLarge(`The request has ${sent.values.length} events, more than ${maxEvents}.`);
}

/** The text of a body, without a byte order mark. Throws the problem `malformed-body`. */
export function decodeBody(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Problem('malformed-body', 'The body is not UTF-8.');
  }
}

function readDocument(type: EventMediaType, text: string): SentEvents {
  const value = readJson(text);
  const isList = Array.isArray(value);
  if (type === 'application/cloudevents+json' && isList) {
    throw new Problem('malformed-body', `${type} holds one event; send a list as application/cloudevents-batch+json.`);
  }
  if (type === 'application/cloudevents-batch+json' && !isList) {
    throw new Problem('malformed-body', `${type} holds a list of events; send one as application/cloudevents+json.`);
  }
  return isList ? { values: value as unknown[], single: false } : { values: [value], single: true };
}

/** The value of a JSON text. Throws the problem `malformed-body`. */
export function readJson(text: string): unknown {
  const parsed = parseJson(text);
  if (!parsed.ok) throw notJson(parsed.fault);
  return parsed.value;
}

/** One event per line; blank lines are passed over, as in the replay. Only a line feed ends a line. */
function readLines(text: string): SentEvents {
  const values = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = parseJson(line);
    if (!parsed.ok) throw notJson({ ...parsed.fault, line: index + 1 });
    return [parsed.value];
  });
  return { values, single: false };
}

function notJson({ line, column, reason }: JsonFault): Problem {
  const detail = `line ${line}, column ${column}: not JSON (${reason})`;
  return new Problem('malformed-body', `${detail}. Nothing of this request was recorded.`, {
    errors: [{ field: 'body', detail }],
    extensions: { line, column },
  });
}
