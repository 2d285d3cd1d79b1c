import { parseInstant, type Instant } from '@ledger/kernel/instant';
import {
  formOf,
  givesFirstLineSupport,
  isListed,
  reviewDueAt,
  selfEnrolmentsPerDay,
} from '@ledger/program/joining/joining-terms';
import type { Terms } from '@ledger/program/terms';
import type { LeafPath } from './leaves';

const A_FRIDAY = parseInstant('2026-03-06T15:00:00Z') as Instant;
const OF_JOINING: ReadonlySet<string | number> = new Set([
  'form',
  'review',
  'selfEnrolment',
  'listed',
  'firstLineSupport',
]);

/** Whether a leaf is about how partners join, which no amount and no history shows. */
export function isOfJoining(path: LeafPath): boolean {
  return path[0] === 'workingDays' || (path[0] === 'partners' && path.some((step) => OF_JOINING.has(step)));
}

/** What the programs' people are offered: forms, time for a review, who is listed and who gives support. */
export function joiningAsOffered(terms: Terms): string {
  const types = terms.partnerTypes.map(({ name }) => ({
    name,
    form: formOf(terms, name),
    listed: isListed(terms, name),
    support: givesFirstLineSupport(terms, name),
  }));
  return JSON.stringify([types, reviewDueAt(terms, A_FRIDAY), selfEnrolmentsPerDay(terms)]);
}
