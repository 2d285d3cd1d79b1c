import { PARTNER_ROLES } from '@ledger/desk/people/roles';
import { z } from 'zod';

/** An e-mail as a person gives it. */
const email = z.string().trim().min(3).max(254);

/** A person to be added. */
export const addPersonBody = z.strictObject({
  email,
  name: z.string().trim().min(1).max(200).optional(),
  locale: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional()
    .describe('The language of mails, such as `de`; left out: that of the program.'),
});

/** Whom one looks for; in a body, since an e-mail has no place in a URL. */
export const findPersonBody = z.strictObject({ email });

/** A token to be issued. */
export const issueTokenBody = z.strictObject({
  name: z.string().trim().min(1).max(100).describe('What it is used for.'),
  expiresAt: z.iso.datetime({ offset: true }).optional().describe('Useless from then on; left out: never.'),
});

/** What a person becomes to a partner. */
export const memberBody = z.strictObject({ role: z.enum(PARTNER_ROLES) });
