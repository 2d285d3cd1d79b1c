import type { Language } from '@ledger/explain/language';
import { concernsPartner, termsInWords, type TermsInWords } from '@ledger/explain/terms-in-words';
import type { Instant } from '@ledger/kernel/instant';
import { isKnownAt, termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import type { PartnerRow } from '@ledger/read-models/tables/partners';

/** The terms of a partner in words: the version that holds at a time, and those known by then that come later. */
export function ownTerms(
  { approvedAt, partnerType, tier }: PartnerRow,
  program: ProgramTerms,
  at: Instant,
  language: Language,
): { readonly holds: TermsInWords; readonly next: readonly TermsInWords[] } {
  const partner = { partnerType, tier };
  const holds = termsFor(program, at, { partnerApprovedAt: approvedAt });
  const later = program.versions.filter(
    (terms) => terms.effectiveFrom > at && isKnownAt(terms, at) && concernsPartner(terms, approvedAt),
  );
  const next = later.map((terms, index) => termsInWords(later[index - 1] ?? holds, terms, partner, language));
  return { holds: termsInWords(null, holds, partner, language), next };
}
