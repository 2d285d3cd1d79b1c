import type { Calendar, CalendarDate } from '@ledger/kernel/calendar';
import { addMonths } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { ActivityTerms, Terms } from '@ledger/program/terms';
import type { PartnerStandingChanged } from './status.decisions';

export const PARTNER_STATUSES = [
  ...(['pending', 'active', 'at_risk', 'locked_5y', 'inactive', 'on_hold', 'suspended', 'terminated'] as const),
] as const;
export type PartnerStatus = (typeof PARTNER_STATUSES)[number];

export interface StatusAt {
  readonly status: PartnerStatus;
  /** Only for `locked_5y`: the first day on which it is no longer locked. */
  readonly lockedUntil: CalendarDate | null;
}

type StandingFacts = Omit<PartnerStandingChanged, 'type' | 'decidedAt'>;

/**
 * A partner's status at a moment: pending before approval, then the last that applies (contract.md, section 2, `status`).
 * `activations`: the first standing activation of each customer sourced to it, ascending.
 */
export function partnerStatusAt(
  standing: StandingFacts,
  activations: readonly Instant[],
  terms: Terms,
  calendar: Calendar,
  now: Instant,
): StatusAt {
  if (standing.approvedAt === null) return { status: 'pending', lockedUntil: null };
  if (standing.terminated) return { status: 'terminated', lockedUntil: null };
  if (standing.holds.includes('suspended')) return { status: 'suspended', lockedUntil: null };
  if (standing.holds.includes('violation')) return { status: 'on_hold', lockedUntil: null };
  if (standing.holds.includes('certification_missing')) return { status: 'inactive', lockedUntil: null };
  if (terms.activity === null) return { status: 'active', lockedUntil: null };
  return statusByActivity(standing, standing.approvedAt, activations, terms.activity, calendar, now);
}

/** Lock, then an admin's active-until, then the grace after approval, then the rolling window (programs.md, section 2). */
function statusByActivity(
  standing: StandingFacts,
  approvedAt: Instant,
  activations: readonly Instant[],
  activity: ActivityTerms,
  calendar: Calendar,
  now: Instant,
): StatusAt {
  const lockedUntil = lockEnd(activations, activity, calendar);
  const today = calendar.dateAt(now);
  if (lockedUntil !== null && today < lockedUntil) return { status: 'locked_5y', lockedUntil };
  const active: StatusAt = { status: 'active', lockedUntil: null };
  if (standing.activeUntil !== null && today < standing.activeUntil) return active;
  if (now < calendar.plusMonths(approvedAt, activity.graceMonths)) return active;
  const since = calendar.plusMonths(now, -activity.windowMonths);
  const inWindow = activations.filter((at) => at > since && at <= now).length;
  const needed = activity.newCustomersPerYear * activity.windowMonths;
  return inWindow * 12 >= needed ? active : { status: 'at_risk', lockedUntil: null };
}

/** The date so many years after the activation that reached the number of customers; null: not reached. */
function lockEnd(activations: readonly Instant[], activity: ActivityTerms, calendar: Calendar): CalendarDate | null {
  const reached = activations[activity.lockAtCustomers - 1];
  return reached === undefined ? null : addMonths(calendar.dateAt(reached), activity.lockYears * 12);
}
