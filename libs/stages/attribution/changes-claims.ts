import type { LedgerEvent } from '@ledger/contracts/events';

const CHANGES_CLAIMS = new Set<string>([
  'partner.applied',
  'partner.enrolled',
  'partner.approved',
  'partner.suspended',
  'partner.reinstated',
  'partner.terminated',
  'partner.violation_recorded',
  'partner.tier_set',
]);

/** Whether a fact about a partner can change what its claims are worth (approval, standing, tier, its e-mails). */
export function changesClaims(event: LedgerEvent): boolean {
  return CHANGES_CLAIMS.has(event.type);
}
