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
import { offending } from './offending';

/**
 * What an event says that the program has no use for in any of these versions of its terms: its type, or a role, rail,
 * requirement, tier …, as the detail of a rejection; null: nothing.
 */
export function notInProgram(event: LedgerEvent, versions: readonly Terms[]): string | null {
  if (!versions.some((terms) => usesEventType(terms, event.type))) return offending('type', event.type);
  const named = whatIsNamed(event);
  return named === null || versions.some(named.isKnown) ? null : offending(named.field, named.value);
}

interface Named {
  readonly field: string;
  readonly value: string;
  readonly isKnown: (terms: Terms) => boolean;
}

/** The thing that only some programs have; null: the event names none. */
function whatIsNamed(event: LedgerEvent): Named | null {
  switch (event.type) {
    case 'partner.applied': {
      const { type } = event.data;
      return { field: 'data.type', value: type, isKnown: (terms) => joinsByApplication(terms, type) };
    }
    case 'partner.tier_set': {
      const { tier } = event.data;
      return { field: 'data.tier', value: tier, isKnown: (terms) => knownTier(terms, tier) };
    }
    case 'partner.requirement_met':
    case 'partner.requirement_lapsed': {
      const { requirement } = event.data;
      return {
        field: 'data.requirement',
        value: requirement,
        isKnown: (terms) => knownRequirement(terms, requirement),
      };
    }
    case 'rail.connected':
    case 'partner.payout_method_set': {
      const { rail } = event.data;
      return { field: 'data.rail', value: rail, isKnown: (terms) => knownRail(terms, rail) };
    }
    case 'promotion.closed': {
      const { promotion } = event.data;
      return { field: 'data.promotion', value: promotion, isKnown: (terms) => knownPromotion(terms, promotion) };
    }
    case 'lead.matched': {
      const claim = event.data.referral === undefined ? 'registration' : 'lead';
      return { field: 'type', value: event.type, isKnown: (terms) => takesClaim(terms, claim) };
    }
    case 'attribution.overridden': {
      const index = event.data.credits.findIndex(({ role }) => role === 'influenced');
      return index < 0 ? null : { field: `data.credits[${index}].role`, value: 'influenced', isKnown: usesInfluence };
    }
    default:
      return null;
  }
}
