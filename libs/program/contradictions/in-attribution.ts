import type { ClaimKind } from '../terms';
import type { TermsFault, TermsPath } from '../terms-error';
import { CLAIM_KINDS, type TermsDocument } from '../terms-schema';
import { tierNames } from './first-match';
import { unknownTiers } from './in-partners-and-tiers';

/** Contradictions of claims and their competition (programs.md, section 0, Attribution, and section 3). */
export function contradictionsInAttribution(document: TermsDocument): TermsFault[] {
  const offered = CLAIM_KINDS.filter((kind) => isOffered(document, kind));
  if (offered.length === 0) {
    return [
      {
        path: ['attribution', 'claims'],
        message: 'nobody could ever claim a customer: offer at least one kind of claim',
      },
    ];
  }
  return [
    ...claimsInThemselves(document),
    ...stagesWithUnknowns(document, offered),
    ...stagesThatDecideNothing(document, offered),
    ...salesContact(document, offered),
    ...influenceThatPaysNothing(document),
  ];
}

function isOffered({ attribution: { claims } }: TermsDocument, kind: ClaimKind): boolean {
  switch (kind) {
    case 'signup':
      return claims.signups !== undefined;
    case 'lead':
      return claims.leads === true;
    case 'registration':
      return claims.registrations !== undefined;
    case 'protection':
      return claims.protections !== undefined;
  }
}

function claimsInThemselves(document: TermsDocument): TermsFault[] {
  const { registrations, protections } = document.attribution.claims;
  const place: TermsPath = ['attribution', 'claims'];
  const faults: TermsFault[] = [];
  if (registrations?.reregistrations !== undefined && registrations.validDays === undefined) {
    const message = 'a registration is renewed when it has expired, but none expires: give validDays or leave this out';
    faults.push({ path: [...place, 'registrations', 'reregistrations'], message });
  }
  if (protections !== undefined && !tierNames(document).includes(protections.tier)) {
    const known = tierNames(document);
    const message =
      known.length === 0
        ? 'protections belong to a tier, but the program has none'
        : `no such tier: write ${known.join(' or ')}`;
    faults.push({ path: [...place, 'protections', 'tier'], message });
  }
  return faults;
}

function stagesWithUnknowns(document: TermsDocument, offered: readonly ClaimKind[]): TermsFault[] {
  return document.attribution.competition.flatMap((stage, index) => {
    const path: TermsPath = ['attribution', 'competition', index];
    return [
      ...notOffered(stage.claims, offered, [...path, 'claims']),
      ...unknownTiers(document, stage.tiers, [...path, 'tiers']),
      ...unknownTiers(document, stage.sharedBy, [...path, 'sharedBy']),
      ...sharedByOthers(stage, path),
    ];
  });
}

function notOffered(kinds: readonly ClaimKind[], offered: readonly ClaimKind[], path: TermsPath): TermsFault[] {
  return kinds.flatMap((kind, index) =>
    offered.includes(kind)
      ? []
      : [{ path: [...path, index], message: `the program takes no such claims: write ${offered.join(' or ')}` }],
  );
}

/** Only a tier whose introductions the stage takes can share in it. */
function sharedByOthers(
  { tiers, sharedBy }: { tiers?: string[] | undefined; sharedBy?: string[] | undefined },
  path: TermsPath,
): TermsFault[] {
  if (tiers === undefined) return [];
  return (sharedBy ?? []).flatMap((name, index) =>
    tiers.includes(name)
      ? []
      : [{ path: [...path, 'sharedBy', index], message: `the stage takes only claims of ${tiers.join(' and ')}` }],
  );
}

/** Every claim must find a stage, and every kind of claim named in a stage must be able to win there. */
function stagesThatDecideNothing(document: TermsDocument, offered: readonly ClaimKind[]): TermsFault[] {
  const stages = document.attribution.competition;
  const reached = new Set<string>();
  const faults: TermsFault[] = [];
  for (const kind of offered) {
    for (const tier of tiersThatClaim(document, kind)) {
      const index = stages.findIndex(
        ({ claims, tiers }) => claims.includes(kind) && (tiers === undefined || tier === null || tiers.includes(tier)),
      );
      if (index >= 0) reached.add(`${index} ${kind}`);
      else {
        const whose = tier === null ? kind : `${kind} of ${tier}`;
        faults.push({
          path: ['attribution', 'competition'],
          message: `no stage decides about a ${whose}: name it in one`,
        });
      }
    }
  }
  stages.forEach(({ claims }, index) =>
    claims.forEach((kind, position) => {
      if (reached.has(`${index} ${kind}`) || !offered.includes(kind)) return;
      const message = `an earlier stage decides about every ${kind}: remove it here or narrow that`;
      faults.push({ path: ['attribution', 'competition', index, 'claims', position], message });
    }),
  );
  return faults;
}

function tiersThatClaim(document: TermsDocument, kind: ClaimKind): (string | null)[] {
  const { protections } = document.attribution.claims;
  if (kind === 'protection' && protections !== undefined) return [protections.tier];
  const tiers = tierNames(document);
  return tiers.length === 0 ? [null] : tiers;
}

function salesContact(document: TermsDocument, offered: readonly ClaimKind[]): TermsFault[] {
  const { salesContact: contact, influence } = document.attribution;
  if (contact === undefined) return [];
  const place: TermsPath = ['attribution', 'salesContact'];
  const faults = (['staysSourced', 'introducesNothing'] as const).flatMap((key) =>
    (contact[key] ?? []).flatMap(({ claim, tiers }, index) => [
      ...notOffered([claim], offered, [...place, key, index, 'claim']).map(({ message }) => ({
        path: [...place, key, index, 'claim'],
        message,
      })),
      ...unknownTiers(document, tiers, [...place, key, index, 'tiers']),
    ]),
  );
  if (influence === undefined) {
    faults.push({
      path: place,
      message: 'makes introductions influenced, but attribution.influence, their share, is missing',
    });
  }
  for (const [index, sourced] of (contact.staysSourced ?? []).entries()) {
    const nothing = (contact.introducesNothing ?? []).find(
      (other) => other.claim === sourced.claim && overlap(other.tiers, sourced.tiers),
    );
    if (nothing !== undefined) {
      faults.push({
        path: [...place, 'staysSourced', index],
        message: 'introducesNothing says the opposite of the same claim',
      });
    }
  }
  return faults;
}

function overlap(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a === undefined || b === undefined || a.some((name) => b.includes(name));
}

function influenceThatPaysNothing({ attribution: { influence } }: TermsDocument): TermsFault[] {
  if (influence === undefined || influence.share.digits > 0n) return [];
  return [{ path: ['attribution', 'influence', 'share'], message: 'must be above 0%, or leave influence out' }];
}
