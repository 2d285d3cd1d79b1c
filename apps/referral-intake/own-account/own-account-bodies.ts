import { MAX_ID_UNITS } from '@ledger/contracts/id-text';
import { PAYING_RAILS } from '@ledger/contracts/decided-words';
import { z } from 'zod';

const LONGEST_TEXT = 254;
const text = z.string().trim().min(1).max(LONGEST_TEXT);

/** What a partner acknowledges. */
export const acknowledgementBody = z.strictObject({
  checklist: z
    .string()
    .min(1)
    .max(MAX_ID_UNITS)
    .optional()
    .describe('Which checklist, or `terms-2` for version 2 of the terms; left out: whatever is open.'),
});

/** How a partner is to be paid. */
export const payoutMethodBody = z.strictObject({
  rail: z.enum(PAYING_RAILS).describe('The program’s terms say which it offers.'),
  account: text.optional().describe('Where the rail pays to; not for `manual`.'),
});

/** What of a partner's name, e-mail and company changed; what is left out stays. */
export const contactBody = z
  .strictObject({ name: text.optional(), email: text.optional(), company: text.optional() })
  .refine((given) => Object.keys(given).length > 0, { error: 'name, email or company has to be given' });

/** Whether a partner takes its share of revenue. */
export const revenueShareBody = z.strictObject({ takes: z.boolean() });
