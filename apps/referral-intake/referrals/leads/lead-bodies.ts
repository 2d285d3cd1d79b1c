import { z } from 'zod';
import { fitsId } from '@ledger/contracts/id-text';
import { idField, keyField, wordsField } from '../../deals/body-fields';

const LONGEST_NAME = 200;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

const name = (what: string) =>
  z
    .string()
    .trim()
    .min(1)
    .max(LONGEST_NAME)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: 'has control characters' })
    .describe(what);

/** A lead as a partner hands it in. */
export const leadBody = z.strictObject({
  email: z
    .string()
    .trim()
    .max(254)
    .regex(EMAIL, { error: 'must be an e-mail address' })
    .describe('Of whom you introduce.'),
  company: name('Their company.'),
  primaryContact: name('Whom to speak to there.'),
  note: wordsField('What else helps.').optional(),
  externalId: keyField,
});
export type LeadBody = z.output<typeof leadBody>;

/** A lead and a customer. */
export const matchBody = z.strictObject({
  referral: idField('The lead.'),
  customer: idField('The customer.').refine(fitsId, { error: 'must be an id of at most 128 characters' }),
});
