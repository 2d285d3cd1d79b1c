import type { LedgerEvent } from '@ledger/contracts/events';
import { parseMonth, type Month } from '@ledger/kernel/calendar';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Rejection } from './log-entry';
import { offending } from './offending';

/** Closing of months: only one that has ended, and each once; closing one closes all before it (programs.md, section 0). */
export class PeriodRules {
  private closedThrough: Month | null = null;

  constructor(private readonly program: ProgramTerms) {}

  isClosed(month: Month): boolean {
    return this.closedThrough !== null && month <= this.closedThrough;
  }

  judge(event: LedgerEvent): Rejection | null {
    const month = event.type === 'period.closed' ? parseMonth(event.data.period) : null;
    if (month === null || event.type !== 'period.closed') return null;
    const detail = offending('data.period', event.data.period);
    if (event.time < this.program.calendar.startOfMonth((month + 1) as Month))
      return { code: 'period_not_ended', detail };
    if (this.isClosed(month)) return { code: 'period_already_closed', detail };
    return null;
  }

  note(event: LedgerEvent): void {
    if (event.type === 'period.closed') this.closedThrough = parseMonth(event.data.period);
  }
}
