import { parseMonth, type Month } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';

/** Which months are closed: closing one closes all before it (programs.md, section 0, Double entry and periods). */
export class AccountingPeriods {
  private closedThrough: Month | null = null;

  constructor(private readonly program: Pick<ProgramTerms, 'calendar'>) {}

  /** The last closed month; null: none is. */
  get lastClosed(): Month | null {
    return this.closedThrough;
  }

  /** Closes a month (`YYYY-MM`, known to be valid). */
  close(period: string): void {
    const month = parseMonth(period);
    if (month !== null && (this.closedThrough === null || month > this.closedThrough)) this.closedThrough = month;
  }

  /** When a line effective at a time posts: then, while its month is open; else at the first instant of the earliest open month. */
  postingTimeOf(effectiveAt: Instant): Instant {
    if (this.closedThrough === null || this.program.calendar.monthAt(effectiveAt) > this.closedThrough)
      return effectiveAt;
    return this.program.calendar.startOfMonth((this.closedThrough + 1) as Month);
  }
}
