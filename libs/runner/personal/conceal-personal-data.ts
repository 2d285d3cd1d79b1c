import { createHmac } from 'node:crypto';
import type { EventType } from '@ledger/contracts/event-types';
import { withoutExcess } from '@ledger/contracts/event-limits';
import { jsonText } from '@ledger/contracts/json-text';
import { joinPrivate, splitPrivate, type PrivateKind } from '@ledger/contracts/personal-fields';
import { canonicalJson } from '@ledger/contracts/same-content';
import { emailOfAccount, normalisedEmail } from '@ledger/stages/facts/normalised-email';

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
 * pseudonyms, and without the table of values nobody can tell whose they are. What is compared in a normal form (an
 * e-mail, also as a payout account) has a pseudonym with the same normal form, so that facts without personal data are
 * judged like those with it.
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
    return kind === 'answers' ? { pseudonym: ref } : ref;
  }

  private refOf(value: unknown, kind: PrivateKind): string {
    const email = typeof value === 'string' ? emailIn(value, kind) : null;
    if (email !== null) return this.refOfEmail(email, value as string, kind);
    return `${kind}-${this.digest(`${kind} ${canonicalJson(value)}`)}`;
  }

  /**
   * Different spellings of one address are different values under one normal form: what tells them apart is written where
   * a tag would be. An e-mail as 1.0 compared them (trimmed, in lower case) has none.
   */
  private refOfEmail(email: string, value: string, kind: PrivateKind): string {
    const isPlain = value === email || (kind === 'email' && value.trim().toLowerCase() === email);
    const tag = isPlain ? '' : `+${this.digest(`${kind} ${canonicalJson(value)}`)}`;
    return `${this.digest(email)}${tag}@pseudonym.invalid`;
  }

  private digest(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('hex').slice(0, 32);
  }
}

/** The normal form of the e-mail that a value is; null: it is none, or of a kind that is not compared. */
function emailIn(value: string, kind: PrivateKind): string | null {
  if (kind === 'email') return normalisedEmail(value);
  return kind === 'account' ? emailOfAccount(value) : null;
}
