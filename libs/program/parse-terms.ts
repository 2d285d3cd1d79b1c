import { contradictionsInClaims } from './contradictions/in-claims';
import { contradictionsInCompetition } from './contradictions/in-competition';
import { contradictionsInEarnings } from './contradictions/in-earnings';
import { contradictionsInInfluence } from './contradictions/in-influence';
import { contradictionsInPartnersAndTiers } from './contradictions/in-partners-and-tiers';
import { contradictionsInPayout } from './contradictions/in-payout';
import { faultsOfSchema } from './faults-of-schema';
import { placedEntries, type PlacedEntries } from './placed-entries';
import type { Terms } from './terms';
import { formatTermsError, formatTermsPath, type TermsError, type TermsFault } from './terms-error';
import { termsFromDocument } from './terms-from-document';
import { termsSchema, type TermsDocument } from './terms-schema';
import { readYaml, type YamlSource } from './yaml-source';

export type ParsedTerms =
  { readonly ok: true; readonly terms: Terms } | { readonly ok: false; readonly errors: readonly TermsError[] };

/**
 * Reads one version of a program's terms from its YAML. Answers every fault that it finds, in the order of
 * the file: what is no YAML; else values that nothing can be made of; else what contradicts itself.
 */
export function parseTerms(yamlText: string, file: string): ParsedTerms {
  const yaml = readYaml(yamlText);
  if ('faults' in yaml) {
    return { ok: false, errors: yaml.faults.map((fault) => ({ file, path: '', value: '', ...fault })) };
  }
  const document = termsSchema.safeParse(yaml.value);
  if (!document.success) return refused(faultsOfSchema(document.error), yaml, file);
  const placed = placedEntries(document.data);
  const faults = contradictions(document.data, placed);
  return faults.length > 0
    ? refused(faults, yaml, file)
    : { ok: true, terms: termsFromDocument(document.data, placed) };
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
  ];
}

/** One error a place and message: an entry that pays for several kinds would repeat its own. */
function refused(faults: readonly TermsFault[], yaml: YamlSource, file: string): ParsedTerms {
  const errors = new Map<string, TermsError>();
  for (const { path, message } of faults) {
    const error = { file, line: yaml.lineOf(path), path: formatTermsPath(path), value: yaml.textAt(path), message };
    errors.set(formatTermsError(error), error);
  }
  return { ok: false, errors: [...errors.values()].sort((a, b) => a.line - b.line) };
}
