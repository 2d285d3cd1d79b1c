import { z } from 'zod';
import { parseDate } from '@ledger/kernel/calendar';
import { BATCH_FORMATS } from '@ledger/rails/manual/bank-batch';
import { PARTY_FIELDS } from '@ledger/rails/manual/check-party';

const LONGEST_TEXT = 500;
const words = z.string().trim().min(1).max(LONGEST_TEXT);

/** A payee, all of it; what is left out is taken away. */
export const payeeBody = z.strictObject({
  ...(Object.fromEntries(PARTY_FIELDS.map((field) => [field, z.string().max(LONGEST_TEXT).optional()])) as {
    [field in (typeof PARTY_FIELDS)[number]]: z.ZodOptional<z.ZodString>;
  }),
  name: words,
  iban: words,
});

/** Which payouts go into a batch. */
export const makeBody = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .describe('Left out: each in which payouts wait.'),
  format: z.enum(BATCH_FORMATS).default('pain.001'),
  executeOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .refine((text) => parseDate(text) !== null, { error: 'must be a day that there is' })
    .optional()
    .describe('When the bank is asked to pay; left out: today, by the program’s clock.'),
});

/** Why a batch is given up. */
export const giveUpBody = z.strictObject({ reason: words });

/** What became of a payment. */
export const answerBody = z.discriminatedUnion('says', [
  z.strictObject({ says: z.literal('paid'), payout: words, evidence: words }),
  z.strictObject({ says: z.literal('failed'), code: words, payout: words, evidence: words }),
  z.strictObject({ says: z.literal('returned'), code: words, payout: words, evidence: words }),
]);
