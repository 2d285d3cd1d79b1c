import { z } from 'zod';
import { CODE_RULE, mayBeChosen } from '@ledger/desk/referrals/link-codes';

/** What a link is made of. */
export const linkBody = z.strictObject({
  code: z
    .string()
    .trim()
    .refine(mayBeChosen, { error: CODE_RULE })
    .optional()
    .describe('Left out: one is made.')
    .meta({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{1,62}[A-Za-z0-9]$' }),
  campaign: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: 'a campaign has no control characters' })
    .optional(),
  target: z.string().min(1).max(2_000).optional().describe('A page of the program’s list; left out: its home.'),
});

export type LinkBody = z.output<typeof linkBody>;
