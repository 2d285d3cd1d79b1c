import { calendarOf, formatDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import { write } from './catalogue/catalogue';
import type { Language } from './language';
import { termsStatements, type PartnerOfTerms } from './terms-statements';

export type { PartnerOfTerms };

/** One thing that two versions say differently to a partner. */
export interface ChangedStatement {
  /** What it is about, the same in every language, such as `earns subscription`. */
  readonly topic: string;
  /** Null: the earlier version says nothing of it. */
  readonly before: string | null;
  /** Null: the later version says nothing of it. */
  readonly after: string | null;
}

/** The terms of a partner in words. */
export interface TermsInWords {
  readonly version: number;
  /** The first day on which the version holds, of the program's calendar. */
  readonly effectiveFrom: string;
  readonly appliesTo: Terms['appliesTo'];
  /** What the version says to the partner, sentence by sentence. */
  readonly says: readonly string[];
  /** In what it differs from the terms before it; null: there were none to compare with. */
  readonly changes: readonly ChangedStatement[] | null;
}

/**
 * What terms say to a partner of a type and tier, and what that changes of the terms that held for it before. Nothing of
 * other types and tiers is told.
 */
export function termsInWords(
  before: Terms | null,
  after: Terms,
  partner: PartnerOfTerms,
  language: Language = 'en',
): TermsInWords {
  const [earlier, later] = [before === null ? null : said(before, partner, language), said(after, partner, language)];
  return {
    version: after.version,
    effectiveFrom: formatDate(calendarOf(after.timeZone).dateAt(after.effectiveFrom)),
    appliesTo: after.appliesTo,
    says: [...later.values()],
    changes: earlier === null ? null : changed(earlier, later),
  };
}

/**
 * Whether a version is about a partner that was approved then (null: not yet). One for new customers is about every
 * partner: each may bring some.
 */
export function concernsPartner({ appliesTo, effectiveFrom }: Terms, approvedAt: Instant | null): boolean {
  return appliesTo !== 'new-partners' || approvedAt === null || approvedAt >= effectiveFrom;
}

type Said = ReadonlyMap<string, string>;

function said(terms: Terms, partner: PartnerOfTerms, language: Language): Said {
  return new Map(termsStatements(terms, partner).map(({ topic, says }) => [topic, capital(write(says, language))]));
}

/** In the order of the later version; what it says nothing of any more comes last. */
function changed(before: Said, after: Said): readonly ChangedStatement[] {
  const topics = new Set([...after.keys(), ...before.keys()]);
  return [...topics]
    .map((topic) => ({ topic, before: before.get(topic) ?? null, after: after.get(topic) ?? null }))
    .filter((change) => change.before !== change.after);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
