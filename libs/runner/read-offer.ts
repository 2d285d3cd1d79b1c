import type { JsonObject } from '@ledger/contracts/json-object';
import { readArrival, readEnvelope } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';
import { contentOf, inOrder } from '@ledger/contracts/same-content';
import type { Instant } from '@ledger/kernel/instant';
import type { Offered } from '@ledger/stages/intake/gate';
import { fingerprint } from './fingerprint';
import type { PersonalDataConcealer, PersonalValue } from './personal/conceal-personal-data';

/** An offer ready for the gate, with what the log is to keep of it. */
export interface ReadOffer extends Offered {
  /** The event as the log keeps it; null where it cannot be read: then `body` refers to it. */
  readonly event: JsonObject | null;
  readonly body: string | null;
  readonly personal: readonly PersonalValue[];
}

/** Reads an offered value for the memory runtime, which keeps nothing: no personal data to conceal. */
export function readOffer(value: unknown): ReadOffer {
  const envelope = readArrival(value);
  if (!envelope.ok) return { envelope, read: null, content: '', event: null, body: null, personal: [] };
  const event = value as JsonObject;
  const content = fingerprint(contentOf(event));
  return { envelope, read: readEvent(envelope), content, event, body: null, personal: [] };
}

/**
 * Reads an offered value for a runtime that records it: what is personal is concealed before anything judges it, so
 * that the verdicts are the same as those on what can be exported later. `recordedAt`: what the wall clock shows, in
 * place of any `clock` that came along; null where the clock follows the events.
 */
export function readOfferToRecord(
  value: unknown,
  concealer: PersonalDataConcealer,
  recordedAt: Instant | null,
): ReadOffer {
  const envelope = readArrival(value);
  const read = envelope.ok ? readEvent(envelope) : null;
  if (!envelope.ok || read === null || !read.ok) {
    const body = concealer.concealBody(value);
    return { envelope, read, content: `unreadable ${body.ref}`, event: null, body: body.ref, personal: [body] };
  }
  const { event: open, values } = concealer.concealEvent(value as JsonObject, read.event.type);
  // Once in order, it is written canonically without further copies: for its content, and for the log.
  const event = inOrder(open);
  // Where nothing was concealed, it is the event that was read already.
  const concealed = values.length === 0 ? { envelope, event: read.event } : readConcealed(event, envelope.id);
  const shown = recordedAt === null ? concealed.event : { ...concealed.event, clock: recordedAt };
  return {
    envelope: concealed.envelope,
    read: { ok: true, event: shown },
    content: fingerprint(contentOf(event)),
    event,
    body: null,
    personal: values,
  };
}

function readConcealed(event: JsonObject, id: string) {
  const envelope = readEnvelope(event);
  const read = envelope.ok ? readEvent(envelope) : null;
  if (!envelope.ok || read === null || !read.ok)
    throw new TypeError(`event ${id} cannot be read without its personal data`);
  return { envelope, event: read.event };
}
