import { instant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { termsAt } from '@ledger/program/program-terms';
import type { ClaimKind, ClaimSelector, Terms } from '@ledger/program/terms';
import { compareKeys, type FactKey } from '../facts/fact-key';
import { isApprovedAt, standingAt, tierAt } from '../facts/partner-at';
import type { PartnerRecord } from '../facts/partner-record';
import type { Introduction, LostReason } from './attribution.decisions';
import type { CustomerClaims, PartnerFact, SignUp } from './customer-claims';

/** What the introductions of a customer are judged with. */
export interface ClaimContext {
  readonly program: ProgramTerms;
  partnerOf(partner: string): PartnerRecord | undefined;
  /** The partner whose link has the code, by links up to the horizon. */
  partnerOfCode(code: string, horizon: Instant | null): string | undefined;
  /** The clicks with an id, in the order of their times. */
  clicksOf(clickId: string): readonly (FactKey & { readonly code: string })[];
}

interface Claim extends FactKey {
  readonly partner: string;
  readonly claim: ClaimKind | 'touchpoint';
  /** When its partner must have been approved, not suspended and not terminated. */
  readonly eligibleAt: Instant;
  readonly windowPassed: boolean;
}

/**
 * All claims and touchpoints of a customer in the order of their times, each with its role and what bars it
 * (programs.md, section 0, Attribution, and section 3, Introductions). `horizon`: only facts up to then; null: all.
 */
export function introductionsOf(
  customer: CustomerClaims,
  context: ClaimContext,
  horizon: Instant | null,
): readonly Introduction[] {
  const claims = [
    ...customer.signUps.flatMap((signUp) => claimsOfSignUp(signUp, context, horizon)),
    ...[...customer.leads].map((lead) => claimAt(lead, 'lead', lead.partner)),
    ...[...customer.deals].flatMap(({ partner, registrations }) =>
      registrations.map((registration) => claimAt(registration, 'registration', partner)),
    ),
    ...customer.protections.map((protection) => claimAt(protection, 'protection', protection.partner)),
    ...customer.touchpoints.map((touchpoint) => claimAt(touchpoint, 'touchpoint', touchpoint.partner)),
  ];
  const emails = emailsOf(customer);
  return claims
    .filter(({ at, eligibleAt }) => horizon === null || Math.max(at, eligibleAt) <= horizon)
    .sort(compareKeys)
    .map((claim) => introduction(claim, customer, context, emails));
}

function claimAt(key: FactKey, claim: Claim['claim'], partner: string): Claim {
  return { at: key.at, id: key.id, source: key.source, partner, claim, eligibleAt: key.at, windowPassed: false };
}

/** One claim for each partner that a sign-up names, by code or click; a click in its window gives the earlier time. */
function claimsOfSignUp(signUp: SignUp, context: ClaimContext, horizon: Instant | null): Claim[] {
  const terms = termsAt(context.program, signUp.at);
  const byPartner = new Map<string, Claim>();
  const codePartner = signUp.code === null ? undefined : context.partnerOfCode(signUp.code, horizon);
  if (codePartner !== undefined) byPartner.set(codePartner, claimAt(signUp, 'signup', codePartner));
  if (signUp.clickId === null || terms.claims.signups === null) return [...byPartner.values()];
  const oldest = plusDays(signUp.at, -terms.claims.signups.clickWindowDays);
  for (const click of context.clicksOf(signUp.clickId)) {
    const partner = context.partnerOfCode(click.code, horizon);
    if (partner === undefined || click.at > signUp.at) continue;
    byPartner.set(partner, claimOfClick(click, signUp, partner, oldest, byPartner.get(partner)));
  }
  return [...byPartner.values()];
}

/** A click in its window is a claim of its own time, if no earlier one is known; one that is too old only shows that it was there. */
function claimOfClick(
  click: FactKey,
  signUp: SignUp,
  partner: string,
  oldest: Instant,
  known: Claim | undefined,
): Claim {
  if (click.at < oldest) return known ?? { ...claimAt(signUp, 'signup', partner), windowPassed: true };
  if (known !== undefined && !known.windowPassed && known.at <= click.at) return known;
  return { ...claimAt(click, 'signup', partner), eligibleAt: signUp.at };
}

function emailsOf(customer: CustomerClaims): ReadonlySet<string> {
  const given = [...customer.signUps, ...customer.leads].flatMap(({ email }) => (email === null ? [] : [email]));
  return new Set(given);
}

function introduction(
  claim: Claim,
  customer: CustomerClaims,
  context: ClaimContext,
  emails: ReadonlySet<string>,
): Introduction {
  const partner = context.partnerOf(claim.partner);
  const terms = termsAt(context.program, claim.at);
  const tier = partner === undefined ? (terms.tiers[0]?.name ?? null) : tierAt(partner, claim.at, terms);
  const contact = customer.contacts.filter((entry) => compareKeys(entry, claim) < 0).at(-1);
  const barred =
    barredByPartner(claim, partner, terms, emails) ?? barredByContact(claim, tier, contact !== undefined, terms);
  const influenced = claim.claim === 'touchpoint' || isInfluenced(claim, tier, contact?.engagement, terms);
  return {
    partner: claim.partner,
    claim: claim.claim,
    claimedAt: claim.at,
    id: claim.id,
    source: claim.source,
    barred,
    role: influenced ? 'influenced' : 'sourced',
    tier,
    endsAt: endOf(claim, customer, context, terms),
  };
}

function barredByPartner(
  claim: Claim,
  partner: PartnerRecord | undefined,
  terms: Terms,
  emails: ReadonlySet<string>,
): LostReason | null {
  if (partner !== undefined && [...emails].some((email) => partner.emails.includes(email))) return 'self_referral';
  if (partner === undefined || !isApprovedAt(partner, claim.eligibleAt)) return 'not_approved';
  const { suspended, terminated } = standingAt(partner, claim.eligibleAt, terms.violations);
  // A suspended partner that helped to close still helped: only termination bars a touchpoint.
  if (terminated || (suspended && claim.claim !== 'touchpoint')) return 'not_approved';
  return claim.windowPassed ? 'window_passed' : null;
}

function barredByContact(
  claim: Claim,
  tier: string | null,
  contacted: boolean,
  { salesContact }: Terms,
): LostReason | null {
  if (salesContact === null || !contacted) return null;
  return selects(salesContact.introducesNothing, claim, tier) ? 'after_direct_contact' : null;
}

/** A lead that sales was actively working makes an introduction influenced, unless the terms keep it sourced. */
function isInfluenced(
  claim: Claim,
  tier: string | null,
  contact: string | undefined,
  { salesContact }: Terms,
): boolean {
  if (salesContact === null || contact !== 'active') return false;
  return !selects(salesContact.staysSourced, claim, tier);
}

function selects(selectors: readonly ClaimSelector[], claim: Claim, tier: string | null): boolean {
  return selectors.some(
    (selector) =>
      selector.claim === claim.claim &&
      (selector.tiers.length === 0 || (tier !== null && selector.tiers.includes(tier))),
  );
}

/** The first moment at which the claim no longer introduces; null: it has no end. */
function endOf(claim: Claim, customer: CustomerClaims, context: ClaimContext, terms: Terms): Instant | null {
  if (claim.claim === 'registration') {
    const days = terms.claims.registrations?.validDays ?? null;
    return days === null ? null : plusDays(claim.at, days);
  }
  if (claim.claim === 'protection') return endOfProtection(claim, customer.protectionLosses, context);
  if (claim.claim === 'touchpoint' && terms.influence !== null) {
    return instant(plusDays(claim.at, terms.influence.touchpointWindowDays) + 1);
  }
  return null;
}

function endOfProtection(claim: Claim, losses: readonly PartnerFact[], { program }: ClaimContext): Instant {
  const { calendar } = program;
  const quarterEnd = calendar.startOfQuarter(
    (calendar.quarterAt(claim.at) + 1) as ReturnType<typeof calendar.quarterAt>,
  );
  const loss = losses.find((entry) => entry.partner === claim.partner && compareKeys(entry, claim) > 0);
  return loss !== undefined && loss.at < quarterEnd ? loss.at : quarterEnd;
}
