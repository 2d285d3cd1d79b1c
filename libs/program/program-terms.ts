import { calendarOf, type Calendar } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { Terms } from './terms';

/** For whom a version is asked: versions for new partners or new customers leave the others what they had. */
export interface Scope {
  /** When the partner was first approved or enrolled; null: not yet. */
  readonly partnerApprovedAt: Instant | null;
  /** When the customer's attribution settled; null: provisional. */
  readonly customerSettledAt: Instant | null;
}

/** All versions of one program's terms, ordered by `effectiveFrom`, then version. */
export interface ProgramTerms {
  readonly program: string;
  readonly versions: readonly Terms[];
  readonly calendar: Calendar;
}

/** Puts the versions of one program in order; the time zone is that of the first (the loader refuses differing ones). */
export function programTerms(versions: readonly Terms[]): ProgramTerms {
  const ordered = [...versions].sort((a, b) => a.effectiveFrom - b.effectiveFrom || a.version - b.version);
  const first = ordered[0];
  if (first === undefined) throw new RangeError('a program needs at least one version of its terms');
  return { program: first.program, versions: ordered, calendar: calendarOf(first.timeZone) };
}

/** The version in force for everybody at a time; before the first begins, the first (programs.md, "Terms have versions"). */
export function termsAt(program: ProgramTerms, at: Instant): Terms {
  return latest(program, at, (terms) => terms.appliesTo === 'all');
}

/** The version in force at a time for a partner and a customer. */
export function termsFor(program: ProgramTerms, at: Instant, scope: Scope): Terms {
  return latest(program, at, (terms) => {
    if (terms.appliesTo === 'all') return true;
    const since = terms.appliesTo === 'new-partners' ? scope.partnerApprovedAt : scope.customerSettledAt;
    return since !== null && since >= terms.effectiveFrom;
  });
}

function latest(program: ProgramTerms, at: Instant, applies: (terms: Terms) => boolean): Terms {
  const { versions } = program;
  for (let index = versions.length - 1; index > 0; index--) {
    const terms = versions[index] as Terms;
    if (terms.effectiveFrom <= at && applies(terms)) return terms;
  }
  return versions[0] as Terms;
}
