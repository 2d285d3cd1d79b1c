import type { ClaimKind } from '../terms';
import type { TermsFault, TermsPath } from '../terms-error';
import { CLAIM_KINDS } from '../terms';
import type { TermsDocument } from '../terms-schema';
import { tierNames } from './first-match';

/** Contradictions of the claims that a program takes (programs.md, section 0, Attribution, and section 3). */
export function contradictionsInClaims(document: TermsDocument): TermsFault[] {
  return [
    ...nobodyCanClaim(document),
    ...renewalWithoutExpiry(document),
    ...protectionsOfNoTier(document),
    ...linksForNothing(document),
  ];
}

const CLAIMS: TermsPath = ['attribution', 'claims'];

/** The kinds of claim that the program takes. */
export function offeredClaims({ attribution: { claims } }: TermsDocument): ClaimKind[] {
  const offered: Record<ClaimKind, boolean> = {
    signup: claims.signups !== undefined,
    lead: claims.leads === true,
    registration: claims.registrations !== undefined,
    protection: claims.protections !== undefined,
  };
  return CLAIM_KINDS.filter((kind) => offered[kind]);
}

/** Claims of a kind that the program takes none of. */
export function claimsNotOffered(
  document: TermsDocument,
  kinds: readonly { kind: ClaimKind; path: TermsPath }[],
): TermsFault[] {
  const offered = offeredClaims(document);
  // That the program takes none at all is said once, by `nobodyCanClaim`.
  if (offered.length === 0) return [];
  return kinds
    .filter(({ kind }) => !offered.includes(kind))
    .map(({ path }) => ({ path, message: `the program takes no such claims: write ${offered.join(' or ')}` }));
}

function nobodyCanClaim(document: TermsDocument): TermsFault[] {
  if (offeredClaims(document).length > 0) return [];
  return [{ path: CLAIMS, message: 'nobody could ever claim a customer: take at least one kind of claim' }];
}

function renewalWithoutExpiry({ attribution }: TermsDocument): TermsFault[] {
  const { registrations } = attribution.claims;
  if (registrations?.reregistrations === undefined || registrations.validDays !== undefined) return [];
  const message = 'only an expired registration is renewed, and none expires: give validDays, or leave this out';
  return [{ path: [...CLAIMS, 'registrations', 'reregistrations'], message }];
}

function linksForNothing({ attribution: { claims, links } }: TermsDocument): TermsFault[] {
  if (links === undefined) return [];
  const path: TermsPath = ['attribution', 'links'];
  if (claims.signups === undefined) {
    return [{ path, message: 'nobody has a link: the program takes no sign-ups; leave this out, or take them' }];
  }
  if (links.home !== undefined || links.targets !== undefined) return [];
  return [{ path, message: 'says nothing: give home, targets or both' }];
}

function protectionsOfNoTier(document: TermsDocument): TermsFault[] {
  const { protections } = document.attribution.claims;
  const known = tierNames(document);
  if (protections === undefined || known.includes(protections.tier)) return [];
  const wanted = known.length === 0 ? 'the program has no tiers' : `write ${known.join(' or ')}`;
  return [{ path: [...CLAIMS, 'protections', 'tier'], message: `no such tier: ${wanted}` }];
}
