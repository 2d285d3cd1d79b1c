import { calendarOf, parseDate, type CalendarDate } from '@ledger/kernel/calendar';
import { formatInstant, instant, parseInstant } from '@ledger/kernel/instant';
import { moment } from '../../../test/rules/facts';
import { nextRunAfter, runsOn } from './payout-schedule';

const days = (every: 'day' | 'month' | 'quarter', ...dates: string[]) =>
  dates.filter((date) => runsOn({ tier: null, partnerType: null, rail: null, every }, parseDate(date) as CalendarDate));

describe('payout runs', () => {
  it('R-RUN-01: every day, on the first of a month, or on the first of a quarter', () => {
    const dates = [
      '2025-01-01',
      '2025-01-02',
      '2025-01-31',
      '2025-02-01',
      '2025-04-01',
      '2025-07-01',
      '2025-10-01',
      '2025-12-01',
    ];
    expect(days('day', ...dates)).toEqual(dates);
    expect(days('month', ...dates)).toEqual([
      '2025-01-01',
      '2025-02-01',
      '2025-04-01',
      '2025-07-01',
      '2025-10-01',
      '2025-12-01',
    ]);
    expect(days('quarter', ...dates)).toEqual(['2025-01-01', '2025-04-01', '2025-07-01', '2025-10-01']);
  });

  it('R-RUN-02: are at 00:00 in the program’s time zone', () => {
    const next = (zone: string, after: string) =>
      formatInstant(nextRunAfter(parseInstant(moment(after)) ?? instant(0), calendarOf(zone)));
    expect(next('UTC', '2025-01-01')).toBe('2025-01-02T00:00:00.000Z');
    expect(next('UTC', '2025-01-01T23:59:59.999Z')).toBe('2025-01-02T00:00:00.000Z');
    expect(next('Asia/Tokyo', '2025-01-01T14:59')).toBe('2025-01-01T15:00:00.000Z');
    expect(next('Asia/Tokyo', '2025-01-01T15:00')).toBe('2025-01-02T15:00:00.000Z');
  });
});
