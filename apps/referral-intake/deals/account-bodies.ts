import { z } from 'zod';
import { idField, keyField, timeField, wordsField } from './body-fields';

/** An account that is asked for, in one way. */
export const checkBody = z
  .strictObject({
    customer: idField('The customer’s id.').optional(),
    email: wordsField('An e-mail of somebody there.')
      .refine((text) => /^[^\s@]+@[^\s@]+$/.test(text), { error: 'must be an e-mail' })
      .optional(),
    domain: wordsField('The domain of the company.').optional(),
  })
  .refine((said) => Object.values(said).filter((value) => value !== undefined).length === 1, {
    error: 'one of customer, email and domain must be given',
  });

const at = timeField('When it was; left out: now').optional();

/** A contact of sales with a customer. */
export const contactBody = z.strictObject({
  customer: idField('The customer.'),
  engagement: z.enum(['active', 'dormant']).describe('Whether sales is actively working on it.'),
  at,
  key: keyField,
});

/** A touchpoint of a partner. */
export const touchpointBody = z.strictObject({
  partner: idField('The partner.'),
  customer: idField('The customer.'),
  kind: z.enum(['demo', 'case_study', 'reference', 'co_sell']).describe('What the partner did.'),
  at,
  key: keyField,
});

/** A customer that a partner shares. */
export const jointCustomerBody = z.strictObject({ customer: idField('The customer.'), key: keyField });

/** That a partner stopped looking after a customer, or does so again. */
export const engagementBody = z.strictObject({
  customer: idField('The customer.'),
  engagement: z.enum(['ended', 'resumed']),
  at,
  key: keyField,
});
