import { binaryEvent, isJsonMediaType } from '@ledger/contracts/binary-mode';
import { Problem } from '@ledger/service-kit/problems/problem';
import type { EventMediaType } from '@ledger/service-kit/requests/event-media-types';
import { decodeBody, eventMediaType, readEvents, readJson, type SentEvents } from './read-events';

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** How a request sends events; known before its body is read. */
export interface RequestMode {
  /** Names the mode and, in binary mode, the attributes: with the body, what an idempotency key stands for. */
  readonly name: string;
  /** Reads a body. Throws the problem `malformed-body` (with line) or `too-large`. */
  read(body: Buffer, maxEvents: number): SentEvents;
}

const PREFIX = 'ce-';
/** What Python's urllib and curl write where their user said nothing; an event's data is JSON then. */
const SAID_BY_NOBODY = /^\s*application\/x-www-form-urlencoded\b/i;

/** The mode of a request by its headers (CloudEvents, HTTP binding). Throws the problem `unsupported-media-type`. */
export function requestMode(headers: Headers): RequestMode {
  const contentType = textOf(headers['content-type']);
  const attributes = attributesOf(headers);
  if (attributes.length === 0 || /^\s*application\/cloudevents/i.test(contentType ?? '')) {
    return structured(eventMediaType(contentType));
  }
  const dataType = SAID_BY_NOBODY.test(contentType ?? '') ? undefined : contentType;
  if (dataType !== undefined && !isJsonMediaType(dataType)) {
    throw new Problem(
      'unsupported-media-type',
      `The headers ce-… make this one event in binary mode, and its data is ${dataType}: send application/json.`,
      { headers: { Accept: 'application/json' } },
    );
  }
  return {
    name: `binary ${JSON.stringify(attributes)}`,
    read: (body) => {
      const text = decodeBody(body);
      const data = text.trim() === '' ? undefined : readJson(text);
      return { values: [binaryEvent(attributes, dataType, data)], single: true };
    },
  };
}

function structured(mediaType: EventMediaType): RequestMode {
  return { name: mediaType, read: (body, maxEvents) => readEvents(mediaType, body, maxEvents) };
}

function attributesOf(headers: Headers): (readonly [string, string])[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const text = textOf(value);
    return name.startsWith(PREFIX) && text !== undefined ? [[name.slice(PREFIX.length), decoded(text)] as const] : [];
  });
}

function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value.join(', ') : value;
}

/** A header as its sender meant it: percent-encoded UTF-8 as the binding has it, or UTF-8 as it is. */
function decoded(header: string): string {
  const bytes = Buffer.from(header, 'latin1');
  const text = utf8Of(bytes) ?? header;
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    return utf8Of(Buffer.from(encoded.replaceAll('%', ''), 'hex')) ?? encoded;
  });
}

function utf8Of(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
