import { createHmac } from 'node:crypto';
import { withoutExcess } from '@ledger/contracts/event-limits';
import type { EventType } from '@ledger/contracts/event-types';
import type { PersonalKind } from '@ledger/contracts/field-schemas';
import { jsonText } from '@ledger/contracts/json-text';
import { isJsonObject, type JsonObject } from '@ledger/contracts/json-object';
import { hasUnnamed, UNNAMED_FIELDS, withoutPrivate } from '@ledger/contracts/personal-fields';
import { isPseudonym } from '@ledger/contracts/pseudonyms';
import { comparableJson, saysNothing } from '@ledger/contracts/same-content';
import { emailOfAccount, normalisedEmail } from '@ledger/stages/facts/normalised-email';

/** Why a value must not enter a stream: it tells about a person, or no schema names its field (`unknown`). */
type PrivateKind = PersonalKind | 'unknown';

/** A value that stays out of the streams, under the pseudonym that stands for it there. */
export interface PersonalValue {
  readonly ref: string;
  readonly kind: PrivateKind | 'body';
  /** As JSON text. */
  readonly value: string;
}

/** Attributes of an envelope that say nothing of a person; what is not named here is concealed like an unknown field. */
export const OPEN_ATTRIBUTES: ReadonlySet<string> = new Set([
  'specversion',
  'id',
  'source',
  'type',
  'time',
  'program',
  'clock',
  'data',
  'datacontenttype',
  'dataschema',
  'traceparent',
  'tracestate',
]);

/**
 * Replaces personal values by pseudonyms made with a keyed HMAC: equal values have equal pseudonyms, and without the table of values nobody can tell whose they are. What is compared in a normal form (an
 * e-mail, also as a payout account) has a pseudonym with the same normal form, so that facts without personal data are
 * judged like those with it.
 */
export class PersonalDataConcealer {
  constructor(private readonly key: Buffer) {}

  /** What tells this key from others, and does not tell it. */
  get fingerprint(): string {
    return this.digest('the key of personal data');
  }

  /** Whether this key gave a recorded value its pseudonym, in the form of this release or of the first. */
  gave({ ref, kind, value }: PersonalValue): boolean {
    if (kind === 'body') return ref === `body-${this.digest(value)}`;
    const given: unknown = JSON.parse(value);
    if (kind === 'email' && typeof given === 'string' && ref === refAsFirst(this.digest(given.trim().toLowerCase()))) {
      return true;
    }
    const isFields = kind === 'unknown' && isJsonObject(given);
    return ref === this.refOf(given, kind) || (isFields && ref === this.refOfUnnamed(given));
  }

  /** The event without personal values, and the values. Only for events that fit their schema. */
  concealEvent(event: JsonObject, type: EventType): { event: JsonObject; values: readonly PersonalValue[] } {
    const values: PersonalValue[] = [];
    const given = event['data'] as JsonObject;
    const data = withoutPrivate(type, given, {
      personal: (value, kind) => this.pseudonym(value, kind, values),
      unnamed: (fields) => this.unnamed(fields, values),
    });
    const attributes = this.attributesOf(event, (fields) => this.unnamed(fields, values));
    return { event: data === given && attributes === event ? event : { ...attributes, data }, values };
  }

  /**
   * A recorded event as this version would record it: an earlier one kept the names of fields that no schema names,
   * `answers` among them, and attributes that are null. What this version recorded comes back as it is.
   */
  inTodaysForm(event: JsonObject, type: EventType): JsonObject {
    const attributes = Object.entries(event);
    const given = event['data'] as JsonObject;
    const isAsToday = attributes.every(([name, value]) => OPEN_ATTRIBUTES.has(name) && !saysNothing(name, value));
    if (isAsToday && typeof given['answers'] !== 'string' && !hasUnnamed(type, given)) return event;
    const nothing = this.refOf(null, 'unknown');
    const unnamed = (fields: JsonObject) => this.unnamedAsRecorded(fields);
    const personal = (value: unknown, kind: PersonalKind) =>
      kind === 'answers' && typeof value === 'string' ? asObject(value) : value;
    const data = withoutPrivate(type, given, { personal, unnamed });
    const there = attributes.filter(([name, value]) => OPEN_ATTRIBUTES.has(name) || value !== nothing);
    return { ...this.attributesOf(Object.fromEntries(there), unnamed), data };
  }

  /** The pseudonyms in a recorded event that a later edition of the rules compares in another form: of e-mails and accounts. */
  comparedPseudonyms(event: JsonObject, type: EventType): readonly string[] {
    const found: string[] = [];
    const note = (value: unknown, kind: PersonalKind) => {
      if (isCompared(kind) && typeof value === 'string' && !isBlank(value)) found.push(value);
      return value;
    };
    withoutPrivate(type, event['data'] as JsonObject, { personal: note, unnamed: () => null });
    return found;
  }

  /**
   * A recorded event with the pseudonyms that this release makes of e-mails and accounts, as far as their values are known
   * (by their pseudonyms, as JSON text), and these values under their new ones.
   */
  concealAnew(
    event: JsonObject,
    type: EventType,
    clear: ReadonlyMap<string, string>,
  ): { event: JsonObject; values: readonly PersonalValue[] } {
    const values: PersonalValue[] = [];
    const personal = (recorded: unknown, kind: PersonalKind): unknown => {
      const value = isCompared(kind) && typeof recorded === 'string' ? clear.get(recorded) : undefined;
      return value === undefined ? recorded : this.pseudonym(JSON.parse(value), kind, values);
    };
    const unnamed = (fields: JsonObject) => this.unnamedAsRecorded(fields);
    const given = event['data'] as JsonObject;
    const data = withoutPrivate(type, given, { personal, unnamed });
    return values.length === 0 ? { event, values } : { event: { ...event, data }, values };
  }

  /** A whole body that could not be read as an event: only a reference to it goes into the log. */
  concealBody(body: unknown): PersonalValue {
    const value = jsonText(withoutExcess(body));
    return { ref: `body-${this.digest(value)}`, kind: 'body', value };
  }

  /** The pseudonym of a value, where nothing is kept of it. */
  refOf(value: unknown, kind: PrivateKind): string {
    const email = typeof value === 'string' ? emailIn(value, kind) : null;
    if (email !== null) return this.refOfEmail(email, value as string, kind);
    // As earlier versions concealed answers, of which no schema of theirs knew: what comes again is known again.
    const named = kind === 'answers' ? 'unknown' : kind;
    return `${named}-${this.digest(`${named} ${comparableJson(value)}`)}`;
  }

  /**
   * What stands in place of a personal value, and fits its schema as the value does: an object stays one. A blank tells
   * nothing and has to stay blank, or a missing piece of evidence would look given.
   */
  standInFor(value: unknown, kind: PersonalKind): unknown {
    if (isBlank(value)) return value;
    const ref = this.refOf(value, kind);
    return kind === 'answers' ? asObject(ref) : ref;
  }

  /** The pseudonym of all fields that no schema names of an object, their names included. */
  refOfUnnamed(fields: JsonObject): string {
    return this.unnamedAsRecorded(
      Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name, isBlank(value) ? value : this.refOf(value, 'unknown')]),
      ),
    );
  }

  /** For CloudEvents, an attribute that is null is one that is not there. The event itself where nothing is replaced. */
  private attributesOf(event: JsonObject, unnamed: (fields: JsonObject) => unknown): JsonObject {
    const entries = Object.entries(event);
    if (entries.every(([name, value]) => OPEN_ATTRIBUTES.has(name) && value !== null)) return event;
    const there = entries.filter(([, value]) => value !== null);
    const others = there.filter(([name]) => !OPEN_ATTRIBUTES.has(name));
    const open = Object.fromEntries(there.filter(([name]) => OPEN_ATTRIBUTES.has(name)));
    return others.length === 0 ? open : { ...open, [UNNAMED_FIELDS]: unnamed(Object.fromEntries(others)) };
  }

  private pseudonym(value: unknown, kind: PersonalKind, values: PersonalValue[]): unknown {
    if (!isBlank(value)) values.push({ ref: this.refOf(value, kind), kind, value: JSON.stringify(value) });
    return this.standInFor(value, kind);
  }

  private unnamed(fields: JsonObject, values: PersonalValue[]): string {
    const ref = this.refOfUnnamed(fields);
    values.push({ ref, kind: 'unknown', value: JSON.stringify(fields) });
    return ref;
  }

  /** Over the names with the values' pseudonyms, which is what an earlier version recorded of them. */
  private unnamedAsRecorded(fields: JsonObject): string {
    const known = Object.keys(fields).length === 1 ? fields[UNNAMED_FIELDS] : null;
    if (typeof known === 'string' && isPseudonym(known)) return known;
    return `unknown-${this.digest(`unknown fields ${comparableJson(fields)}`)}`;
  }

  /**
   * Different spellings of one address are different values under one normal form: what tells them apart is written where
   * a tag would be. An e-mail as 1.0 compared them (trimmed, in lower case) has none.
   */
  private refOfEmail(email: string, value: string, kind: PrivateKind): string {
    const isPlain = value === email || (kind === 'email' && value.trim().toLowerCase() === email);
    const tag = isPlain ? '' : `+${this.digest(`${kind} ${comparableJson(value)}`)}`;
    return `${this.digest(email)}${tag}@pseudonym.invalid`;
  }

  private digest(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('hex').slice(0, 32);
  }
}

/** Of an e-mail as the first releases wrote it. */
function refAsFirst(digest: string): string {
  return `${digest}@pseudonym.invalid`;
}

/** Whether values of a kind are compared in a normal form. */
function isCompared(kind: PersonalKind): boolean {
  return kind === 'email' || kind === 'account';
}

/** The normal form of the e-mail that a value is; null: it is none, or of a kind that is not compared. */
function emailIn(value: string, kind: PrivateKind): string | null {
  if (kind === 'email') return normalisedEmail(value);
  return kind === 'account' ? emailOfAccount(value) : null;
}

/** A pseudonym where the schema wants an object. */
function asObject(pseudonym: string): JsonObject {
  return { pseudonym };
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}
