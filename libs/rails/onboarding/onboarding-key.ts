import { createHash } from 'node:crypto';
import type { LedgerId } from '../sending/payout-order';

/** By which a rail makes one account for a partner, however often it is asked: it names nobody there. */
export function onboardingKey(ledger: LedgerId, program: string, partner: string): string {
  const named = createHash('sha256')
    .update(JSON.stringify([program, partner]))
    .digest('hex');
  return `onboarding:${ledger}:${named}`;
}
