import { instant, type Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { partnerStatusAt } from '@ledger/stages/partner-status/status-at';
import type { PartnerStanding } from '../tables/partners';
import type { PartnerStatusRow } from '../tables/partner-statuses';

/** Months are clamped to their ends and days begin at midnight: around a moment that is counted in months. */
const AROUND_MS = 4 * 86_400_000;

/** A partner's status at a moment, and when time alone may make it another one; `activations`: ascending. */
export function statusAhead(
  standing: PartnerStanding,
  activations: readonly Instant[],
  program: ProgramTerms,
  now: Instant,
): PartnerStatusRow {
  const terms = termsFor(program, now, { partnerApprovedAt: standing.approvedAt });
  const { status, lockedUntil } = partnerStatusAt(standing, activations, terms, program.calendar, now);
  const ahead = [...versionsAhead(program, now), ...activityAhead(standing, activations, terms, program, now)];
  const judgeAgainAt = ahead.length === 0 ? null : ahead.reduce((least, at) => (at < least ? at : least));
  return { partner: standing.partner, status, lockedUntil, judgeAgainAt };
}

function versionsAhead({ versions }: ProgramTerms, now: Instant): Instant[] {
  return versions.map(({ effectiveFrom }) => effectiveFrom).filter((at) => at > now);
}

/**
 * When its grace ends, a lock or an admin's date is over, and each of its customers leaves the window: from shortly before
 * until shortly after, with every move of the clock.
 */
function activityAhead(
  { approvedAt, activeUntil, terminated }: PartnerStanding,
  activations: readonly Instant[],
  { activity }: Terms,
  { calendar }: ProgramTerms,
  now: Instant,
): Instant[] {
  if (activity === null || approvedAt === null || terminated) return [];
  const lock = activations[activity.lockAtCustomers - 1];
  const moments = [
    calendar.plusMonths(approvedAt, activity.graceMonths),
    ...(activeUntil === null ? [] : [calendar.startOfDate(activeUntil)]),
    ...(lock === undefined ? [] : [calendar.plusMonths(lock, activity.lockYears * 12)]),
    ...activations.map((at) => calendar.plusMonths(at, activity.windowMonths)),
  ];
  return moments.filter((at) => at + AROUND_MS > now).map((at) => instant(Math.max(at - AROUND_MS, now)));
}
