import { calendarOf, type Calendar } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { Terms } from './terms';

/**
 * Who is in question where a version is asked for. A version for new partners or new customers concerns those whose
 * moment is its `effectiveFrom` or later, or has not come (null); where none is in question (left out), it does not
 * apply (programs.md, section 0, Terms have versions).
 */
export interface Scope {
  /** When the partner was first approved or enrolled. */
  readonly partnerApprovedAt?: Instant | null;
  /** When the customer's attribution settled. */
  readonly customerSettledAt?: Instant | null;
}

/** A version of the terms, and since when anybody knows of it. */
export interface PublishedTerms extends Terms {
  /** The time of the fact that published it; null: it came with a file, before all facts. */
  readonly publishedAt: Instant | null;
}

/** All versions of one program's terms, in their order: by number, and so by `effectiveFrom`. */
export interface ProgramTerms {
  readonly name: string;
  readonly versions: readonly PublishedTerms[];
  readonly calendar: Calendar;
}

/** Puts the versions of one program's files in order; the time zone is that of the first (the loader refuses differing ones). */
export function programTerms(versions: readonly Terms[]): ProgramTerms {
  const ordered = versions
    .map((terms) => ({ publishedAt: null, ...terms }))
    .sort((a, b) => a.effectiveFrom - b.effectiveFrom || a.version - b.version);
  const first = ordered[0];
  if (first === undefined) throw new RangeError('a program needs at least one version of its terms');
  return { name: first.program, versions: ordered, calendar: calendarOf(first.timeZone) };
}

/** A program that no file knows: nothing but its first version can be told of it. */
export function unpublishedProgram(program: string): ProgramTerms {
  return { name: program, versions: [], calendar: calendarOf('UTC') };
}

/** The version in force at a time where neither a partner nor a customer is in question. */
export function termsAt(program: ProgramTerms, at: Instant): Terms {
  return termsFor(program, at, {});
}

/** The version in force at a time for whom it is asked; the first is in force from the beginning, for all. */
export function termsFor(program: ProgramTerms, at: Instant, scope: Scope): Terms {
  return latest(program, (terms) => terms.effectiveFrom <= at && concerns(terms, scope));
}

/** The same among the versions that were published by `knownAt`: what is asked when something is recorded. */
export function termsKnownFor(program: ProgramTerms, at: Instant, scope: Scope, knownAt: Instant = at): Terms {
  return latest(program, (terms) => isKnownAt(terms, knownAt) && terms.effectiveFrom <= at && concerns(terms, scope));
}

/** Whether a version had been published by a time. */
export function isKnownAt({ publishedAt }: PublishedTerms, at: Instant): boolean {
  return publishedAt === null || publishedAt <= at;
}

/** When versions come into force after one moment and until another (null: the beginning, after which none does), in order. */
export function momentsInForce(program: ProgramTerms, after: Instant | null, until: Instant): readonly Instant[] {
  if (after === null || after >= until) return [];
  const { versions } = program;
  const due = versions.filter(
    ({ effectiveFrom }, index) => index > 0 && effectiveFrom > after && effectiveFrom <= until,
  );
  return [...new Set(due.map(({ effectiveFrom }) => effectiveFrom))];
}

function concerns({ appliesTo, effectiveFrom }: Terms, { partnerApprovedAt, customerSettledAt }: Scope): boolean {
  if (appliesTo === 'all') return true;
  const since = appliesTo === 'new-partners' ? partnerApprovedAt : customerSettledAt;
  return since === null || (since !== undefined && since >= effectiveFrom);
}

function latest({ versions }: ProgramTerms, applies: (terms: PublishedTerms) => boolean): Terms {
  for (let index = versions.length - 1; index > 0; index--) {
    const terms = versions[index] as PublishedTerms;
    if (applies(terms)) return terms;
  }
  return versions[0] as Terms;
}
