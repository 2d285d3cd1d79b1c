import type { Terms } from '../terms';
import type { TermsFault } from '../terms-error';
import type { Placed } from '../placed-entries';
import type { TermsDocument } from '../terms-schema';

/** Which of the entries, tried in order, is the first to match each of the cases; -1: none. */
export function firstMatches<E, C>(
  entries: readonly E[],
  cases: readonly C[],
  matches: (entry: E, at: C) => boolean,
): number[] {
  return cases.map((at) => entries.findIndex((entry) => matches(entry, at)));
}

/** Entries that never apply, because in every case one that stands before them does. */
export function neverReached<E, C>(
  placed: readonly Placed<E>[],
  cases: readonly C[],
  matches: (entry: E, at: C) => boolean,
): TermsFault[] {
  const reached = new Set(
    firstMatches(
      placed.map(({ entry }) => entry),
      cases,
      matches,
    ),
  );
  return placed.flatMap(({ path }, index) =>
    reached.has(index)
      ? []
      : [{ path, message: 'never applies: entries before it cover every case; remove it or narrow those' }],
  );
}

/** Whether an entry's condition (null: any) holds for a value. */
export function anyOr<T>(condition: T | null, value: T): boolean {
  return condition === null || condition === value;
}

/** Every partner that the terms can meet: its type and tier (null where the program has no tiers) and its rail. */
export interface PartnerCase {
  readonly tier: string | null;
  readonly partnerType: string;
  readonly rail: Terms['payout']['rails'][number];
}

export function partnerCases(document: TermsDocument): PartnerCase[] {
  const tiers = tierNames(document);
  return Object.keys(document.partners.types).flatMap((partnerType) =>
    (tiers.length === 0 ? [null] : tiers).flatMap((tier) =>
      document.payout.rails.map((rail) => ({ tier, partnerType, rail })),
    ),
  );
}

export function tierNames({ tiers = {} }: TermsDocument): string[] {
  return Object.keys(tiers);
}
