import type { ClaimKind, Rail, Terms, Tier } from './terms';

/**
 * What a program's terms have a use for. An event type, role, rail, requirement or partner type without a use is
 * rejected as `not_in_program` (programs.md, section 0, Terms have versions; contract.md, section 1, "only in").
 */

/** Event types that some programs have no use for; every type that is not named here is in all of them. */
const USED_IF: Readonly<Record<string, (terms: Terms) => boolean>> = {
  'partner.rate_set': negotiatesRates,
  'partner.activity_locked': (terms) => terms.activity !== null,
  'promotion.closed': (terms) => terms.promotion !== null,
  'partner.tier_set': (terms) => terms.tiers.length > 0,
  'joint_customer.recorded': (terms) => terms.tiers.some(({ jointCustomers }) => jointCustomers > 0),
  'partner.engagement_ended': (terms) => terms.engagement,
  'partner.engagement_resumed': (terms) => terms.engagement,
  'partner.acknowledgement_required': (terms) => terms.payout.requiresAcknowledgement,
  'partner.compliance_acknowledged': (terms) => terms.payout.requiresAcknowledgement,
  'partner.requirement_met': (terms) => requirementsOf(terms).length > 0,
  'partner.requirement_lapsed': (terms) => requirementsOf(terms).length > 0,
  'partner.violation_recorded': (terms) => terms.violations !== null,
  'partner.violation_hold_lifted': (terms) => terms.violations !== null,
  'partner.revenue_share_opted_out': (terms) => terms.optOut,
  'partner.revenue_share_opted_in': (terms) => terms.optOut,
  'link.created': takesSignups,
  'referral.clicked': takesSignups,
  'referral.submitted': (terms) => terms.claims.leads,
  'deal.registered': (terms) => terms.claims.registrations !== null,
  'deal.reregistered': (terms) => (terms.claims.registrations?.reregistrations ?? 0) > 0,
  'lead.matched': (terms) => terms.claims.leads || terms.claims.registrations !== null,
  'touchpoint.recorded': usesInfluence,
  'account.protected': (terms) => terms.claims.protections !== null,
  'account.protection_lost': (terms) => terms.claims.protections !== null,
};

/** Whether a program with these terms takes events of a type at all. */
export function usesEventType(terms: Terms, type: string): boolean {
  const used = Object.hasOwn(USED_IF, type) ? USED_IF[type] : undefined;
  return used === undefined || used(terms);
}

/** Whether a partner's own rate may be set for anything that the program pays for. */
export function negotiatesRates(terms: Terms): boolean {
  return terms.earnings.some(({ negotiable }) => negotiable !== null);
}

/** Whether credits may have the role `influenced`. */
export function usesInfluence(terms: Terms): boolean {
  return terms.influence !== null;
}

export function takesClaim(terms: Terms, claim: ClaimKind): boolean {
  switch (claim) {
    case 'signup':
      return takesSignups(terms);
    case 'lead':
      return terms.claims.leads;
    case 'registration':
      return terms.claims.registrations !== null;
    case 'protection':
      return terms.claims.protections !== null;
  }
}

function takesSignups(terms: Terms): boolean {
  return terms.claims.signups !== null;
}

/** All requirements that anything in the terms asks for, each once: at approval, for a tier, as a certification. */
function requirementsOf(terms: Terms): readonly string[] {
  const certification = terms.certification === null ? [] : [terms.certification];
  return [
    ...new Set([...terms.approvalRequires, ...terms.tiers.flatMap(({ requires }) => requires), ...certification]),
  ];
}

export function knownRequirement(terms: Terms, requirement: string): boolean {
  return requirementsOf(terms).includes(requirement);
}

export function knownRail(terms: Terms, rail: string): rail is Rail {
  return (terms.payout.rails as readonly string[]).includes(rail);
}

/** Whether partners of a type enrol themselves (else `enrolment_not_allowed`). */
export function enrolsItself(terms: Terms, type: string): boolean {
  return terms.partnerTypes.some(({ name, selfEnrolment }) => name === type && selfEnrolment);
}

/** Whether partners of a type join by application. */
export function joinsByApplication(terms: Terms, type: string): boolean {
  return terms.partnerTypes.some(({ name, application }) => name === type && application);
}

/** Whether partners of a type may see who their customers are; else they are shown a pseudonym of each. */
export function seesCustomerNames(terms: Terms, type: string): boolean {
  return !terms.partnerTypes.some((known) => known.name === type && !known.seesCustomerNames);
}

export function knownTier(terms: Terms, tier: string): boolean {
  return terms.tiers.some(({ name }) => name === tier);
}

/** The tier of a name; null: the program has none such. */
export function tierNamed(terms: Terms, name: string): Tier | null {
  return terms.tiers.find((tier) => tier.name === name) ?? null;
}

export function knownPromotion(terms: Terms, promotion: string): boolean {
  return terms.promotion?.name === promotion;
}
