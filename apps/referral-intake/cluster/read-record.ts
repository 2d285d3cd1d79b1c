import { binaryEvent, isJsonMediaType } from '@ledger/contracts/binary-mode';
import { isEventType, topicOf } from '@ledger/contracts/event-types';
import { jsonText } from '@ledger/contracts/json-text';
import { parseJsonText } from '@ledger/contracts/parse-json';
import { reservedClaim } from '@ledger/contracts/reserved-sources';
import { instant } from '@ledger/kernel/instant';
import type { DeadLetterCause } from '@ledger/messaging/dead-letter';
import type { ReceivedRecord } from '@ledger/messaging/received-record';

type Cause = Omit<DeadLetterCause, 'service'>;

/** What a record of a public topic offers: the event as JSON text and parsed; or why there is none. */
export type ReadRecord =
  | { readonly ok: true; readonly text: Buffer | string; readonly value: unknown }
  | { readonly ok: false; readonly cause: Cause };

/** A record that is no arrival but a dead letter. */
class NoEvent extends Error {
  override readonly name = 'NoEvent';

  constructor(
    readonly code: string,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** Before an attribute's name in the binary mode of CloudEvents (Kafka protocol binding). */
const ATTRIBUTE_PREFIX = 'ce_';

/**
 * Reads a record of a public topic, in CloudEvents' structured or binary mode. An event type that no topic has passes,
 * as does anything that is JSON but no event: the gate rejects it. `maxBodyBytes`: no longer value is taken, as over HTTP.
 */
export function readRecord(record: ReceivedRecord, maxBodyBytes: number): ReadRecord {
  try {
    const read = readAny(record, maxBodyBytes);
    refuseOtherTopics(read.value, record.topic);
    refuseReservedSource(read.value, Date.now());
    return { ok: true, ...read };
  } catch (error) {
    if (!(error instanceof NoEvent)) throw error;
    return { ok: false, cause: { code: error.code, reason: error.reason } };
  }
}

function readAny(record: ReceivedRecord, maxBodyBytes: number) {
  const { value, offset, undecodable } = record;
  if (undecodable !== undefined) {
    throw new NoEvent('not_decodable', `${undecodable.reason}: offsets ${undecodable.firstOffset} to ${offset}`);
  }
  if (value !== null && value.length > maxBodyBytes) {
    throw new NoEvent('too_large', `the value has ${value.length} bytes, more than ${maxBodyBytes}`);
  }
  const contentType = contentTypeOf(record);
  const attributes = attributesOf(record);
  const isBinary = attributes.length > 0 && !/^\s*application\/cloudevents/i.test(contentType ?? '');
  return isBinary ? readBinary(attributes, contentType, value) : readStructured(value);
}

function readStructured(text: Buffer | null): { text: Buffer; value: unknown } {
  if (text === null) throw new NoEvent('not_json', 'the record has no value');
  const value = parsed(text);
  if (Array.isArray(value)) {
    throw new NoEvent('batch', `the value is a list of ${value.length} events: a record holds one event`);
  }
  return { text, value };
}

type Attributes = readonly (readonly [name: string, value: string])[];

function readBinary(attributes: Attributes, contentType: string | undefined, body: Buffer | null) {
  if (contentType !== undefined && !isJsonMediaType(contentType)) {
    const shown = contentType.slice(0, 64);
    throw new NoEvent(
      'data_not_json',
      `the headers ce_… make this one event in binary mode, and its data is ${shown}: it must be JSON`,
    );
  }
  const data = isBlank(body) ? undefined : parsed(body);
  const value = binaryEvent(attributes, contentType, data);
  return { text: jsonText(value), value };
}

/** As over HTTP: a body of nothing but white space is none. */
function isBlank(body: Buffer | null): body is null {
  return body === null || body.toString('latin1').trim() === '';
}

function attributesOf({ headers }: ReceivedRecord): Attributes {
  return Object.entries(headers).flatMap(([name, values]) => {
    const value = values.at(-1) ?? null;
    if (!name.startsWith(ATTRIBUTE_PREFIX) || value === null) return [];
    return [[name.slice(ATTRIBUTE_PREFIX.length), decoded(value, `the header ${name.slice(0, 64)}`)] as const];
  });
}

/** Clients differ in how they write the header's name. */
function contentTypeOf({ headers }: ReceivedRecord): string | undefined {
  const name = Object.keys(headers).find((each) => each.toLowerCase() === 'content-type');
  return name === undefined ? undefined : headers[name]?.at(-1)?.toString('utf8');
}

function refuseOtherTopics(value: unknown, topic: string): void {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : null;
  if (typeof type !== 'string' || !isEventType(type) || topicOf(type) === topic) return;
  throw new NoEvent('wrong_topic', `${type} belongs on topic ${topicOf(type)}: produce it there`);
}

function refuseReservedSource(value: unknown, now: number): void {
  const claim = reservedClaim(value, instant(now));
  if (claim !== null) throw new NoEvent(`reserved_${claim.field}`, `the event ${claim.says}`);
}

function parsed(body: Buffer): unknown {
  const text = decoded(body, 'the value');
  try {
    return parseJsonText(text);
  } catch {
    throw new NoEvent('not_json', 'the value is not JSON');
  }
}

/** Text without a byte order mark. */
function decoded(bytes: Buffer, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new NoEvent('not_json', `${what} is not UTF-8`);
  }
}
