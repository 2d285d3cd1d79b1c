import type { ClaimKind } from '../terms';
import type { TermsFault, TermsPath } from '../terms-error';
import type { TermsDocument } from '../terms-schema';
import { tierNames } from './first-match';
import { claimsNotOffered, offeredClaims } from './in-claims';
import { unknownTiers } from './in-partners-and-tiers';

type Stage = TermsDocument['attribution']['competition'][number];

const COMPETITION: TermsPath = ['attribution', 'competition'];

/** Contradictions of the stages in which claims compete (programs.md, section 3: sourced introductions compete). */
export function contradictionsInCompetition(document: TermsDocument): TermsFault[] {
  const unknown = document.attribution.competition.flatMap((stage, index) => {
    const path = [...COMPETITION, index];
    const claims = stage.claims.map((kind, position) => ({ kind, path: [...path, 'claims', position] }));
    return [
      ...claimsNotOffered(document, claims),
      ...unknownTiers(document, stage.tiers, [...path, 'tiers']),
      ...unknownTiers(document, stage.sharedBy, [...path, 'sharedBy']),
    ];
  });
  if (unknown.length > 0) return unknown;
  return [...sharedByOthers(document), ...claimsWithoutStage(document), ...stagesWithoutClaim(document)];
}

/** Only a tier whose introductions the stage takes can share in it. */
function sharedByOthers(document: TermsDocument): TermsFault[] {
  return document.attribution.competition.flatMap(({ tiers, sharedBy = [] }, index) =>
    sharedBy.flatMap((name, position) =>
      tiers === undefined || tiers.includes(name)
        ? []
        : [
            {
              path: [...COMPETITION, index, 'sharedBy', position],
              message: `the stage takes only claims of ${tiers.join(' and ')}`,
            },
          ],
    ),
  );
}

/** Every claim that the program takes must find a stage that decides about it. */
function claimsWithoutStage(document: TermsDocument): TermsFault[] {
  return claimsOfTiers(document)
    .filter((claim) => decidingStage(document, claim) === -1)
    .map(({ kind, tier }) => {
      const whose = tier === null ? kind : `${kind} of ${tier}`;
      return { path: COMPETITION, message: `no stage decides about a ${whose}: name it in one` };
    });
}

/** Every kind of claim that a stage names must be able to win there. */
function stagesWithoutClaim(document: TermsDocument): TermsFault[] {
  const reached = new Set(claimsOfTiers(document).map((claim) => `${claim.kind} ${decidingStage(document, claim)}`));
  return document.attribution.competition.flatMap(({ claims }, index) =>
    claims.flatMap((kind, position) =>
      reached.has(`${kind} ${index}`)
        ? []
        : [
            {
              path: [...COMPETITION, index, 'claims', position],
              message: `an earlier stage decides about every ${kind} that could come here: remove it, or narrow that`,
            },
          ],
    ),
  );
}

interface ClaimOfTier {
  readonly kind: ClaimKind;
  /** Null: the program has no tiers. */
  readonly tier: string | null;
}

function claimsOfTiers(document: TermsDocument): ClaimOfTier[] {
  const { protections } = document.attribution.claims;
  const tiers = tierNames(document);
  return offeredClaims(document).flatMap((kind): ClaimOfTier[] => {
    if (kind === 'protection' && protections !== undefined) return [{ kind, tier: protections.tier }];
    return tiers.length === 0 ? [{ kind, tier: null }] : tiers.map((tier) => ({ kind, tier }));
  });
}

function decidingStage({ attribution }: TermsDocument, { kind, tier }: ClaimOfTier): number {
  const takes = ({ claims, tiers }: Stage) =>
    claims.includes(kind) && (tiers === undefined || tier === null || tiers.includes(tier));
  return attribution.competition.findIndex(takes);
}
