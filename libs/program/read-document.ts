import { contradictionsInClaims } from './contradictions/in-claims';
import { contradictionsInCompetition } from './contradictions/in-competition';
import { contradictionsInEarnings } from './contradictions/in-earnings';
import { contradictionsInForms } from './contradictions/in-forms';
import { contradictionsInInfluence } from './contradictions/in-influence';
import { contradictionsInPartnersAndTiers } from './contradictions/in-partners-and-tiers';
import { contradictionsInPayout } from './contradictions/in-payout';
import { faultsOfSchema } from './faults-of-schema';
import { placedEntries, type PlacedEntries } from './placed-entries';
import type { Terms } from './terms';
import type { TermsFault } from './terms-error';
import { termsFromDocument } from './terms-from-document';
import { termsSchema, type TermsDocument } from './terms-schema';

export type ReadDocument =
  { readonly ok: true; readonly terms: Terms } | { readonly ok: false; readonly faults: readonly TermsFault[] };

/**
 * The terms in a document, wherever it came from. Answers every fault that it finds: values that nothing can be made of;
 * else what contradicts itself.
 */
export function readDocument(value: unknown): ReadDocument {
  const document = termsSchema.safeParse(value);
  if (!document.success) return { ok: false, faults: faultsOfSchema(document.error) };
  const placed = placedEntries(document.data);
  const faults = contradictions(document.data, placed);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, terms: termsFromDocument(document.data, placed) };
}

/** Names that nothing is known by come first: what else is wrong with an entry that has one cannot be told. */
function contradictions(document: TermsDocument, placed: PlacedEntries): TermsFault[] {
  const amongPartners = contradictionsInPartnersAndTiers(document);
  if (amongPartners.length > 0) return amongPartners;
  return [
    ...contradictionsInEarnings(document, placed),
    ...contradictionsInClaims(document),
    ...contradictionsInCompetition(document),
    ...contradictionsInInfluence(document),
    ...contradictionsInPayout(document, placed),
    ...contradictionsInForms(document),
  ];
}
