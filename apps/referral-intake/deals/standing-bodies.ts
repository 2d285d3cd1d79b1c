import { z } from 'zod';
import { idField, keyField, wordsField } from './body-fields';

/** So many accounts are reviewed by one request. */
const MOST_REVIEWED = 200;
const customers = (what: string) => z.array(idField('A customer.')).max(MOST_REVIEWED).default([]).describe(what);

export const accountBody = z.strictObject({ customer: idField('The customer.') });

/** What is done with a protected list. */
export const reviewBody = z.strictObject({
  release: customers('Accounts whose protection ends.'),
  protect: customers('Accounts that are protected for the rest of the quarter.'),
});

export const violationBody = z.strictObject({
  evidence: wordsField('What was violated, and what shows it.'),
  key: keyField,
});

export const liftHoldBody = z.strictObject({ reason: wordsField('Why the hold is lifted.'), key: keyField });
