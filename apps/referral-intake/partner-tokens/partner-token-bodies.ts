import {
  DEFAULT_DAYS,
  DEFAULT_OVERLAP_HOURS,
  MOST_DAYS,
  MOST_OVERLAP_HOURS,
} from '@ledger/desk/partner-tokens/partner-tokens';
import { TOKEN_SCOPES } from '@ledger/desk/people/roles';
import { z } from 'zod';

/** A token to be issued to a partner's machine. */
export const issuePartnerTokenBody = z.strictObject({
  name: z.string().trim().min(1).max(100).describe('What it is used for.'),
  scopes: z.array(z.enum(TOKEN_SCOPES)).min(1).max(TOKEN_SCOPES.length),
  expiresInDays: z.int().min(1).max(MOST_DAYS).default(DEFAULT_DAYS),
});

/** A token to be replaced by another. */
export const rotatePartnerTokenBody = z.strictObject({
  overlapHours: z
    .int()
    .min(0)
    .max(MOST_OVERLAP_HOURS)
    .default(DEFAULT_OVERLAP_HOURS)
    .describe('So long the old one holds beside the new one.'),
});
