import type { LedgerEvent } from '@ledger/contracts/events';
import type { Terms } from '@ledger/program/terms';
import {
  joinsByApplication,
  knownPromotion,
  knownRail,
  knownRequirement,
  knownTier,
  takesClaim,
  usesEventType,
  usesInfluence,
} from '@ledger/program/uses';

/** What an event says that the program's terms have no use for: its type, or a role, rail, requirement, tier …; null: nothing. */
export function notInProgram(event: LedgerEvent, terms: Terms): string | null {
  if (!usesEventType(terms, event.type)) return event.type;
  switch (event.type) {
    case 'partner.applied':
      return joinsByApplication(terms, event.data.type) ? null : event.data.type;
    case 'partner.tier_set':
      return knownTier(terms, event.data.tier) ? null : event.data.tier;
    case 'partner.requirement_met':
    case 'partner.requirement_lapsed':
      return knownRequirement(terms, event.data.requirement) ? null : event.data.requirement;
    case 'rail.connected':
    case 'partner.payout_method_set':
      return knownRail(terms, event.data.rail) ? null : event.data.rail;
    case 'promotion.closed':
      return knownPromotion(terms, event.data.promotion) ? null : event.data.promotion;
    case 'lead.matched':
      return takesClaim(terms, event.data.referral === undefined ? 'registration' : 'lead') ? null : event.type;
    case 'attribution.overridden': {
      const influenced = event.data.credits.some(({ role }) => role === 'influenced');
      return influenced && !usesInfluence(terms) ? 'influenced' : null;
    }
    default:
      return null;
  }
}
