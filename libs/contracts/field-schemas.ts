import { z } from 'zod';
import { parseDate, parseMonth } from '@ledger/kernel/calendar';
import { parseInstant } from '@ledger/kernel/instant';
import { fitsId, isStorableText, MAX_ID_CHARACTERS } from './id-text';

/**
 * What a field tells about a person, and so how its value is replaced where facts are exported:
 * an e-mail stays an e-mail, a `person` is told apart by its pseudonym, a `text` may name anybody, and `answers` stay an
 * object.
 */
export type PersonalKind = 'name' | 'email' | 'company' | 'account' | 'person' | 'text' | 'answers';

/** The key under which a field's schema says that it is personal (JSON Schema keeps unknown `x-` keywords). */
export const PERSONAL_KEY = 'x-personal';

/** The key under which a field's schema says what kind of value it is, in the words of the catalogue. */
export const KIND_KEY = 'x-kind';

const DECIMAL_FROM_0_TO_1 = /^(?:0+(?:\.\d+)?|0*1(?:\.0+)?)$/;

/** No text may hold it: Postgres cannot. */
export const NO_NUL = '^[^\\u0000]*$';
const LEAP_YEAR = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
/** A day that exists, for those who write events from the published schemas: `format` alone allows what is no UTC time. */
const EXISTING_DAY =
  '(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))' +
  `|${LEAP_YEAR}-02-29)`;
const TIME_PATTERN = `^${EXISTING_DAY}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|\\+00:00)$`;

/** An id or a code: a non-empty string of at most 128 characters (code points). */
export const id = (description: string) =>
  z
    .string()
    .refine(fitsId)
    .meta({ description, [KIND_KEY]: 'id', minLength: 1, maxLength: MAX_ID_CHARACTERS, pattern: NO_NUL });

/** An id that tells who a person is: moved out of the facts. */
export const personId = (description: string) =>
  z
    .string()
    .refine(fitsId)
    .meta({
      description,
      [KIND_KEY]: 'id',
      minLength: 1,
      maxLength: MAX_ID_CHARACTERS,
      pattern: NO_NUL,
      [PERSONAL_KEY]: 'person',
    });

/** Free text that may be empty and may hold personal data of the given kind. */
export const personalText = (kind: PersonalKind, description: string) =>
  z
    .string()
    .refine(isStorableText)
    .meta({ description, [KIND_KEY]: 'text', pattern: NO_NUL, [PERSONAL_KEY]: kind });

/** Free text without which the event says nothing: not empty. */
export const requiredPersonalText = (kind: PersonalKind, description: string) =>
  z
    .string()
    .refine((text) => text !== '' && isStorableText(text))
    .meta({ description, [KIND_KEY]: 'text', minLength: 1, pattern: NO_NUL, [PERSONAL_KEY]: kind });

/** Text about nobody, such as the page that a link leads to. */
export const plainText = (description: string) =>
  z
    .string()
    .refine(isStorableText)
    .meta({ description, [KIND_KEY]: 'text', pattern: NO_NUL });

/** An amount in minor units of the event's currency: an integer from 0 to 2^53 − 1. */
export const amount = (description: string) =>
  z
    .int()
    .min(0)
    .meta({ description, [KIND_KEY]: 'amount' });

/** An amount that may be negative: an integer from −(2^53 − 1) to 2^53 − 1. */
export const signedAmount = (description: string) => z.int().meta({ description, [KIND_KEY]: 'signed amount' });

/** An amount in minor units above nothing: an integer from 1 to 2^53 − 1. */
export const positiveAmount = (description: string) =>
  z
    .int()
    .min(1)
    .meta({ description, [KIND_KEY]: 'positive amount' });

/** A whole number, counted from 1. */
export const ordinal = (description: string) =>
  z
    .int()
    .min(1)
    .meta({ description, [KIND_KEY]: 'positive integer' });

/** A relative weight: an integer from 1 to 2^53 − 1. */
export const weight = (description: string) =>
  z
    .int()
    .min(1)
    .meta({ description, [KIND_KEY]: 'positive integer' });

/** A rate as a plain decimal string from "0" to "1": no sign, no exponent. `20` meant as 20 % is refused. */
export const rate = (description: string) =>
  z
    .string()
    .regex(DECIMAL_FROM_0_TO_1)
    .meta({ description, [KIND_KEY]: 'rate' });

/** An ISO 4217 code: three capital letters. */
export const currency = (description: string) =>
  z
    .string()
    .regex(/^[A-Z]{3}$/)
    .meta({ description, [KIND_KEY]: 'currency' });

/** A day that exists, `YYYY-MM-DD`. */
export const date = (description: string) =>
  z
    .string()
    .refine((text) => parseDate(text) !== null)
    .meta({ description, [KIND_KEY]: 'date', format: 'date', pattern: `^${EXISTING_DAY}$` });

/** A month that exists, `YYYY-MM`. */
export const month = (description: string) =>
  z
    .string()
    .refine((text) => parseMonth(text) !== null)
    .meta({ description, [KIND_KEY]: 'month', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' });

/** An RFC 3339 time in UTC (`Z` or `+00:00`) with at most nine decimals, of which three count. */
export const time = (description: string) =>
  z
    .string()
    .refine((text) => parseInstant(text) !== null)
    .meta({ description, [KIND_KEY]: 'time', format: 'date-time', pattern: TIME_PATTERN });

/** One of a closed list of words. */
export const oneOf = <const W extends readonly [string, ...string[]]>(words: W, description: string) =>
  z.enum(words).meta({ description });

export const yesOrNo = (description: string) => z.boolean().meta({ description, [KIND_KEY]: 'true or false' });

/** A JSON object whose fields the schema does not name. */
export const anyObject = (description: string) => z.looseObject({}).meta({ description, [KIND_KEY]: 'object' });

/** A JSON object that may tell anything about a person: moved out of the facts as a whole. */
export const personalObject = (description: string) =>
  z.looseObject({}).meta({ description, [KIND_KEY]: 'object', [PERSONAL_KEY]: 'answers' });
