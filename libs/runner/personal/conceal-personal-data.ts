import { createHmac } from 'node:crypto';
import type { EventType } from '@ledger/contracts/event-types';
import { withoutExcess } from '@ledger/contracts/event-limits';
import { jsonText } from '@ledger/contracts/json-text';
import { joinPrivate, splitPrivate, type PrivateKind } from '@ledger/contracts/personal-fields';
import { canonicalJson } from '@ledger/contracts/same-content';
import { normalisedEmail } from '@ledger/stages/facts/normalised-email';

/** A value that stays out of the streams, under the pseudonym that stands for it there. */
export interface PersonalValue {
  readonly ref: string;
  readonly kind: PrivateKind | 'body';
  /** As JSON text. */
  readonly value: string;
}

export interface Concealed {
  readonly data: Readonly<Record<string, unknown>>;
  readonly values: readonly PersonalValue[];
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Attributes of an envelope that say nothing of a person; what is not named here is concealed like an unknown field. */
const OPEN_ATTRIBUTES = new Set([
  ...['specversion', 'id', 'source', 'type', 'time', 'program', 'clock', 'data'],
  ...['datacontenttype', 'dataschema', 'traceparent', 'tracestate'],
]);

/**
 * Replaces personal values by pseudonyms made with a keyed HMAC (architecture.md, Streams): equal values have equal
 * pseudonyms, an e-mail's looks like an e-mail, and without the table of values nobody can tell whose they are.
 */
export class PersonalDataConcealer {
  constructor(private readonly key: Buffer) {}

  /** The event without personal values, and the values. Only for events that fit their schema. */
  concealEvent(event: JsonObject, type: EventType): { event: JsonObject; values: readonly PersonalValue[] } {
    const { open, moved } = splitPrivate(type, event['data'] as JsonObject);
    if (moved.length === 0 && Object.keys(event).every((name) => OPEN_ATTRIBUTES.has(name)))
      return { event, values: [] };
    const values: PersonalValue[] = [];
    // For CloudEvents, an attribute that is null is one that is not there.
    const given = Object.entries(event).filter(([, value]) => value !== null);
    const attributes = given.map(([name, value]): [string, unknown] =>
      OPEN_ATTRIBUTES.has(name) ? [name, value] : [name, this.pseudonym(value, 'unknown', values)],
    );
    const concealed = moved.map((entry) => ({ ...entry, value: this.pseudonym(entry.value, entry.kind, values) }));
    return { event: { ...Object.fromEntries(attributes), data: joinPrivate(open, concealed) }, values };
  }

  /** A whole body that could not be read as an event: only a reference to it goes into the log. */
  concealBody(body: unknown): PersonalValue {
    const value = jsonText(withoutExcess(body));
    return { ref: `body-${this.digest(value)}`, kind: 'body', value };
  }

  /** A blank tells nothing and has to stay blank, or a missing piece of evidence would look given. */
  private pseudonym(value: unknown, kind: PrivateKind, values: PersonalValue[]): unknown {
    if (typeof value === 'string' && value.trim() === '') return value;
    const ref = this.refOf(value, kind);
    values.push({ ref, kind, value: JSON.stringify(value) });
    return ref;
  }

  private refOf(value: unknown, kind: PrivateKind): string {
    if (kind === 'email' && typeof value === 'string')
      return `${this.digest(normalisedEmail(value))}@pseudonym.invalid`;
    return `${kind}-${this.digest(`${kind} ${canonicalJson(value)}`)}`;
  }

  private digest(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('hex').slice(0, 32);
  }
}
