import type { LedgerEvent } from '@ledger/contracts/events';
import { parseMonth, type Calendar, type Month } from '@ledger/kernel/calendar';
import type { Rejection } from './log-entry';

/** Closing of months: only one that has ended, and each once; closing one closes all before it (programs.md, section 0). */
export class PeriodRules {
  private closedThrough: Month | null = null;

  constructor(private readonly calendar: Calendar) {}

  judge(event: LedgerEvent): Rejection | null {
    const month = event.type === 'period.closed' ? parseMonth(event.data.period) : null;
    if (month === null || event.type !== 'period.closed') return null;
    const detail = event.data.period;
    if (event.time < this.calendar.startOfMonth((month + 1) as Month)) return { code: 'period_not_ended', detail };
    if (this.closedThrough !== null && month <= this.closedThrough) return { code: 'period_already_closed', detail };
    return null;
  }

  record(event: LedgerEvent): void {
    if (event.type === 'period.closed') this.closedThrough = parseMonth(event.data.period);
  }
}
