import { instant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { ClaimSelector, Terms } from '@ledger/program/terms';
import { compareKeys } from '../facts/fact-key';
import { isApprovedAt, tierAt } from '../facts/partner-at';
import type { PartnerRecord } from '../facts/partner-record';
import { registrationEnd } from '../facts/registration-times';
import { standingAt } from '../facts/standing-at';
import type { Introduction, LostReason } from './attribution.decisions';
import { claimsOf, emailsUntil, type Claim, type ClaimContext } from './claims-of-customer';
import type { CustomerClaims, PartnerFact } from './customer-claims';
import { settle } from './settle';

const MINUTE_MS = 60_000;

/** As of when, and by which facts and terms, a customer's claims are judged. */
export interface Settling {
  /** The close; where it has not come, the moment that it is judged for as if it had. */
  readonly moment: Instant;
  readonly closed: boolean;
  /** The version of the terms that decides on the attribution. */
  readonly terms: Terms;
  /** Only facts up to then; null: all. */
  readonly horizon: Instant | null;
}

/**
 * All claims and touchpoints of a customer in the order of their times, each with its role and what bars it
 * (programs.md, section 0, Attribution, and section 3, Introductions). Where no valid sourced claim is there at the
 * close, sign-ups within the grace count as if they had been made at it.
 */
export function introductionsOf(
  customer: CustomerClaims,
  context: ClaimContext,
  settling: Settling,
): readonly Introduction[] {
  const { moment, closed, terms, horizon } = settling;
  const claims = claimsOf(customer, context, terms, horizon);
  const judge = (graceEnd: Instant) => {
    const until = { leads: moment, signUps: graceEnd, horizon };
    const emails = emailsUntil(customer, context, terms.claims, until);
    return claims.map((claim) => {
      const counting = isInGrace(claim, moment, graceEnd) ? { ...claim, at: moment, eligibleAt: moment } : claim;
      return introduction(claim.at, counting, { customer, context, settling, emails });
    });
  };
  const introductions = judge(moment);
  const graceMinutes = closed ? (terms.claims.signups?.graceMinutes ?? 0) : 0;
  const graceEnd = instant(moment + graceMinutes * MINUTE_MS);
  if (!claims.some((claim) => isInGrace(claim, moment, graceEnd))) return introductions;
  const { credits } = settle(introductions, null, moment, terms);
  return credits.some(({ role }) => role === 'sourced') ? introductions : judge(graceEnd);
}

function isInGrace({ claim, at }: Claim, moment: Instant, graceEnd: Instant): boolean {
  return claim === 'signup' && at > moment && at <= graceEnd;
}

interface Judging {
  readonly customer: CustomerClaims;
  readonly context: ClaimContext;
  readonly settling: Settling;
  readonly emails: ReadonlySet<string>;
}

/** `claimedAt`: the claim's own time; its `at` is the close within the grace. */
function introduction(claimedAt: Instant, claim: Claim, judging: Judging): Introduction {
  const { customer, context, settling } = judging;
  const { terms } = settling;
  const partner = claim.partner === null ? undefined : context.partnerOf(claim.partner);
  const tier = partner === undefined ? (terms.tiers[0]?.name ?? null) : tierAt(partner, claim.at, terms);
  const contact = customer.contacts.filter((entry) => compareKeys(entry, claim) < 0).at(-1);
  const barred = barredByPartner(claim, partner, judging) ?? barredByContact(claim, tier, contact !== undefined, terms);
  const influenced = claim.claim === 'touchpoint' || isInfluenced(claim, tier, contact?.engagement, terms);
  return {
    partner: claim.partner,
    claim: claim.claim,
    claimedAt,
    countedAt: claim.at,
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
  { context, settling, emails }: Judging,
): LostReason | null {
  if (claim.partner === null) return 'unknown_code';
  if (partner !== undefined && refersItself(partner, emails, settling.moment)) return 'self_referral';
  if (partner === undefined || !isApprovedAt(partner, claim.eligibleAt)) return 'not_approved';
  const { suspended, terminated } = standingAt(partner, claim.eligibleAt, context.program);
  // A suspended partner that helped to close still helped: only termination bars a touchpoint.
  if (terminated || (suspended && claim.claim !== 'touchpoint')) return 'not_approved';
  return claim.windowPassed ? 'window_passed' : null;
}

/** Whether any e-mail of the customer is one that was given of the partner up to the moment of settling. */
function refersItself({ emails }: PartnerRecord, given: ReadonlySet<string>, moment: Instant): boolean {
  for (const email of given) {
    const since = emails.get(email);
    if (since !== undefined && since <= moment) return true;
  }
  return false;
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
  if (claim.claim === 'registration') return registrationEnd(claim.at, terms);
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
