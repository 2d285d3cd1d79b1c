import { parseMonth, type Calendar, type Month } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';

/** Which months are closed: closing one closes all before it (programs.md, section 0, Double entry and periods). */
export class AccountingPeriods {
  private closedThrough: Month | null = null;

  constructor(private readonly calendar: Calendar) {}

  /** Closes a month (`YYYY-MM`, known to be valid). */
  close(period: string): void {
    const month = parseMonth(period);
    if (month !== null && (this.closedThrough === null || month > this.closedThrough)) this.closedThrough = month;
  }

  /** When a line effective at a time posts: then, while its month is open; else at the first instant of the earliest open month. */
  postingTimeOf(effectiveAt: Instant): Instant {
    if (this.closedThrough === null || this.calendar.monthAt(effectiveAt) > this.closedThrough) return effectiveAt;
    return this.calendar.startOfMonth((this.closedThrough + 1) as Month);
  }
}
