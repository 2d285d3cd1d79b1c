import { plusDays, type Instant } from '@ledger/kernel/instant';
import type { RegistrationStanding } from './registration-standing';

/** So many × 24 hours before its end a registration's partner is warned, the latest last. */
export const WARNED_DAYS_BEFORE = [14, 3] as const;

/** The warning that is due: the nearest one; null: none is, because its end is far, past, or of no account any more. */
export function dueWarning({ state, expiresAt }: RegistrationStanding, asOf: Instant): number | null {
  if (expiresAt === null || asOf >= expiresAt || (state !== 'valid' && state !== 'reregistered')) return null;
  return WARNED_DAYS_BEFORE.findLast((days) => asOf >= plusDays(expiresAt, -days)) ?? null;
}
