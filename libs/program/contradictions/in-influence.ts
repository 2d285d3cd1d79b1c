import type { TermsFault, TermsPath } from '../terms-error';
import type { TermsDocument } from '../terms-schema';
import { claimsNotOffered } from './in-claims';
import { unknownTiers } from './in-partners-and-tiers';

const CONTACT: TermsPath = ['attribution', 'salesContact'];

/** Contradictions of influenced credits and of what a contact by direct sales does (programs.md, section 3). */
export function contradictionsInInfluence(document: TermsDocument): TermsFault[] {
  return [
    ...sharesNothing(document),
    ...influencesNobody(document),
    ...unknownSelectors(document),
    ...opposites(document),
  ];
}

function sharesNothing({ attribution: { influence } }: TermsDocument): TermsFault[] {
  if (influence === undefined || influence.share.digits > 0n) return [];
  return [{ path: ['attribution', 'influence', 'share'], message: 'must be above 0%, or leave influence out' }];
}

function influencesNobody({ attribution: { salesContact, influence } }: TermsDocument): TermsFault[] {
  if (salesContact === undefined || influence !== undefined) return [];
  const message = 'makes introductions influenced, but what those earn, attribution.influence, is missing';
  return [{ path: CONTACT, message }];
}

function unknownSelectors(document: TermsDocument): TermsFault[] {
  const contact = document.attribution.salesContact ?? {};
  return (['staysSourced', 'introducesNothing'] as const).flatMap((key) =>
    (contact[key] ?? []).flatMap(({ claim, tiers }, index) => [
      ...claimsNotOffered(document, [{ kind: claim, path: [...CONTACT, key, index, 'claim'] }]),
      ...unknownTiers(document, tiers, [...CONTACT, key, index, 'tiers']),
    ]),
  );
}

/** The same claim cannot stay sourced and introduce nothing. */
function opposites({ attribution: { salesContact } }: TermsDocument): TermsFault[] {
  const { staysSourced = [], introducesNothing = [] } = salesContact ?? {};
  return staysSourced.flatMap(({ claim, tiers }, index) =>
    introducesNothing.some((other) => other.claim === claim && overlap(other.tiers, tiers))
      ? [
          {
            path: [...CONTACT, 'staysSourced', index],
            message: 'introducesNothing says the opposite of the same claim',
          },
        ]
      : [],
  );
}

function overlap(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a === undefined || b === undefined || a.some((name) => b.includes(name));
}
