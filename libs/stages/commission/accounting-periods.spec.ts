import { calendarOf } from '@ledger/kernel/calendar';
import { formatInstant, instant, parseInstant } from '@ledger/kernel/instant';
import { moment } from '../../../test/rules/facts';
import { AccountingPeriods } from './accounting-periods';

function posted(effectiveAt: string, zone: string, ...closed: string[]) {
  const periods = new AccountingPeriods({ calendar: calendarOf(zone) });
  for (const period of closed) periods.close(period);
  return formatInstant(periods.postingTimeOf(parseInstant(moment(effectiveAt)) ?? instant(Number.NaN)));
}

describe('posting into accounting months', () => {
  it('R-PER-01: a line posts when it is effective, while that month is open', () => {
    expect(posted('2026-01-20T12:00', 'UTC')).toBe('2026-01-20T12:00:00.000Z');
    expect(posted('2026-02-01', 'UTC', '2026-01')).toBe('2026-02-01T00:00:00.000Z');
  });

  it('R-PER-02: what belongs in a closed month posts at the first instant of the earliest open one', () => {
    expect(posted('2026-01-31T23:59:59.999Z', 'UTC', '2026-01')).toBe('2026-02-01T00:00:00.000Z');
    expect(posted('2026-01-31T23:59:59.999Z', 'Asia/Tokyo', '2026-01')).toBe('2026-01-31T23:59:59.999Z');
    expect(posted('2026-01-31T14:59:59.999Z', 'Asia/Tokyo', '2026-01')).toBe('2026-01-31T15:00:00.000Z');
  });

  it('R-PER-03: closing a month closes all before it, and an earlier one opens nothing', () => {
    expect(posted('2025-11-05', 'UTC', '2026-01')).toBe('2026-02-01T00:00:00.000Z');
    expect(posted('2026-01-05', 'UTC', '2026-03', '2026-01')).toBe('2026-04-01T00:00:00.000Z');
    expect(posted('2026-01-05', 'UTC', '2025-12', '2026-01')).toBe('2026-02-01T00:00:00.000Z');
  });
});
