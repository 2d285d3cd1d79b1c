import { EVENT_TYPES, type EventType } from '@ledger/contracts/event-types';
import { loadTerms, presetPaths } from './load-terms-file';
import type { ClaimKind, Rail, Terms } from './terms';
import {
  enrolsItself,
  joinsByApplication,
  knownPromotion,
  knownRail,
  knownRequirement,
  knownTier,
  takesClaim,
  tierNamed,
  usesEventType,
  usesInfluence,
} from './uses';

const presets = loadTerms(presetPaths()).flatMap(({ versions }) => versions);

function programsWhere(holds: (terms: Terms) => boolean): string[] {
  return presets.filter(holds).map(({ program }) => program);
}

/** The column "only in" of contract.md, section 1; what it does not name is in all programs. */
const ONLY_IN: Partial<Record<EventType, string[]>> = {
  'partner.rate_set': ['reseller', 'three-tier'],
  'partner.activity_locked': ['reseller'],
  'promotion.closed': ['reseller'],
  'partner.tier_set': ['three-tier'],
  'joint_customer.recorded': ['three-tier'],
  'partner.engagement_ended': ['three-tier'],
  'partner.engagement_resumed': ['three-tier'],
  'partner.acknowledgement_required': ['plixo'],
  'partner.compliance_acknowledged': ['plixo'],
  'partner.requirement_met': ['plaidcloud', 'three-tier'],
  'partner.requirement_lapsed': ['plaidcloud', 'three-tier'],
  'partner.violation_recorded': ['three-tier'],
  'partner.violation_hold_lifted': ['three-tier'],
  'partner.revenue_share_opted_out': ['plaidcloud'],
  'partner.revenue_share_opted_in': ['plaidcloud'],
  'link.created': ['odoopbx', 'plixo', 'reseller', 'three-tier'],
  'referral.clicked': ['odoopbx', 'plixo', 'reseller', 'three-tier'],
  'referral.submitted': ['plixo', 'reseller', 'three-tier'],
  'deal.registered': ['plaidcloud', 'three-tier'],
  'deal.reregistered': ['three-tier'],
  'lead.matched': ['plaidcloud', 'plixo', 'reseller', 'three-tier'],
  'touchpoint.recorded': ['three-tier'],
  'account.protected': ['three-tier'],
  'account.protection_lost': ['three-tier'],
};

it.each(EVENT_TYPES)('%s is taken where the contract says', (type) => {
  const everywhere = presets.map(({ program }) => program);
  expect(programsWhere((terms) => usesEventType(terms, type))).toEqual(ONLY_IN[type] ?? everywhere);
});

it.each<[requirement: string, programs: string[]]>([
  ['agreement', ['three-tier']],
  ['onboarding', ['three-tier']],
  ['integration_live', ['three-tier']],
  ['co_marketing', ['three-tier']],
  ['dedicated_contact', ['three-tier']],
  ['quarterly_review', ['three-tier']],
  ['certified_analyst', ['plaidcloud']],
  ['driving_licence', []],
])('the requirement %s belongs to %j', (requirement, programs) => {
  expect(programsWhere((terms) => knownRequirement(terms, requirement))).toEqual(programs);
});

it.each<[rail: Rail, programs: string[]]>([
  ['stripe', ['plaidcloud', 'plixo', 'reseller', 'three-tier']],
  ['paypal', ['odoopbx', 'plaidcloud', 'reseller', 'three-tier']],
  ['manual', ['odoopbx', 'plaidcloud', 'reseller', 'three-tier']],
])('the rail %s pays in %j', (rail, programs) => {
  expect(programsWhere((terms) => knownRail(terms, rail))).toEqual(programs);
});

it.each<[claim: ClaimKind, programs: string[]]>([
  ['signup', ['odoopbx', 'plixo', 'reseller', 'three-tier']],
  ['lead', ['plixo', 'reseller', 'three-tier']],
  ['registration', ['plaidcloud', 'three-tier']],
  ['protection', ['three-tier']],
])('a %s is a claim in %j', (claim, programs) => {
  expect(programsWhere((terms) => takesClaim(terms, claim))).toEqual(programs);
});

it('knows types, tiers, promotions and roles from the terms alone', () => {
  expect(programsWhere((terms) => enrolsItself(terms, 'referral'))).toEqual(['odoopbx']);
  expect(programsWhere((terms) => enrolsItself(terms, 'partner'))).toEqual([]);
  expect(programsWhere((terms) => joinsByApplication(terms, 'reseller'))).toEqual(['reseller']);
  expect(programsWhere((terms) => knownTier(terms, 'solution'))).toEqual(['three-tier']);
  expect(programsWhere((terms) => tierNamed(terms, 'integration')?.jointCustomers === 3)).toEqual(['three-tier']);
  expect(programsWhere((terms) => knownPromotion(terms, 'launch'))).toEqual(['reseller']);
  expect(programsWhere(usesInfluence)).toEqual(['three-tier']);
});
