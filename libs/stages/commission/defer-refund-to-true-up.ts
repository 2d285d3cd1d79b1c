import type { Calendar, Quarter } from '@ledger/kernel/calendar';
import { instant, type Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';

/** When a quarter is over: the first instant of the next. */
export function endOfQuarter(at: Instant, calendar: Calendar): Instant {
  return calendar.startOfQuarter((calendar.quarterAt(at) + 1) as Quarter);
}

/**
 * Whether a refund waits for the end of its quarter (programs.md, section 3, True-up): later than the earning event,
 * in the same quarter, and the clock has not passed the quarter's end.
 */
export function isDeferred(refundedAt: Instant, earnedAt: Instant, clock: Instant, calendar: Calendar): boolean {
  if (refundedAt <= earnedAt) return false;
  const end = endOfQuarter(earnedAt, calendar);
  return refundedAt < end && clock < end;
}

export function truesUp(terms: Terms, tier: string | null): boolean {
  return tier !== null && terms.trueUpTiers.includes(tier);
}

/** True-up lines are dated in the quarter's last millisecond. */
export function lastInstantBefore(quarterEnd: Instant): Instant {
  return instant(quarterEnd - 1);
}
