import { z } from 'zod';
import { MAX_ID_UNITS } from '@ledger/contracts/id-text';
import { parseInstant, type Instant } from '@ledger/kernel/instant';

/** Fields of the bodies about deals. Postgres keeps no NUL in a text. */

const LONGEST_WORDS = 5_000;
const WITHOUT_NUL = /^[^\0]*$/;

export const idField = (what: string) => z.string().min(1).max(MAX_ID_UNITS).regex(WITHOUT_NUL).describe(what);

export const wordsField = (what: string) =>
  z.string().trim().min(1).max(LONGEST_WORDS).regex(WITHOUT_NUL).describe(what);

/** A time, as an instant. */
export const timeField = (what: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|\+00:00)$/)
    .refine((text) => parseInstant(text) !== null, { error: 'must be a time that there is' })
    .describe(`${what}; RFC 3339, in UTC.`);

/** The instant of a time that was checked. */
export function instantOf(text: string): Instant {
  return parseInstant(text) as Instant;
}

/** Names what is done, for safe repetition. */
export const keyField = z
  .string()
  .regex(/^[\x21-\x7e]{1,100}$/)
  .optional()
  .describe('Of the sender: the same again is done once, and answered as the first time.');
