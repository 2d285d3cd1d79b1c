import fc from 'fast-check';
import {
  addMonths,
  calendarOf,
  endOfYearAfter,
  firstDateOfMonth,
  firstMonthOfQuarter,
  formatDate,
  formatMonth,
  formatQuarter,
  monthOfDate,
  parseDate,
  parseMonth,
  quarterOfMonth,
  type CalendarDate,
  type Month,
  type Quarter,
} from './calendar';
import { DAY_MS, formatInstant, instant, parseInstant } from './instant';

const date = (text: string): CalendarDate => parseDate(text) as CalendarDate;
const at = (text: string) => parseInstant(text) ?? instant(Number.NaN);
const dates = fc.integer({ min: -300_000, max: 300_000 }) as fc.Arbitrary<CalendarDate>;

describe('dates', () => {
  it.each(['2026-01-01', '2028-02-29', '2000-02-29', '1969-12-31', '0001-01-01', '9999-12-31'])('reads %s', (text) => {
    expect(formatDate(date(text))).toBe(text);
  });

  it.each(['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '2026-1-1', '26-01-01'])(
    '%s is no date',
    (text) => {
      expect(parseDate(text)).toBeNull();
    },
  );

  it.each(['2026-01-01x', 'x2026-01-01', '2026-01-01T00:00:00Z', ''])('%p is no date', (text) => {
    expect(parseDate(text)).toBeNull();
  });

  it('counts days from 1970-01-01', () => {
    expect([date('1970-01-01'), date('1970-02-01'), date('1969-12-31')]).toEqual([0, 31, -1]);
  });

  it('a W-8 that is signed in a year ends with the last day of a later one', () => {
    expect(formatDate(endOfYearAfter(date('2026-01-01'), 3))).toBe('2029-12-31');
    expect(formatDate(endOfYearAfter(date('2026-12-31'), 0))).toBe('2026-12-31');
  });
});

describe('months and quarters', () => {
  it.each(['2026-01', '2026-12', '0001-06'])('reads the month %s', (text) => {
    expect(formatMonth(parseMonth(text) as Month)).toBe(text);
  });

  it.each(['2026-00', '2026-13', '2026-1', '2026-011', 'x2026-01', '2026-01-01', ''])('%p is no month', (text) => {
    expect(parseMonth(text)).toBeNull();
  });

  it('knows the month of a date, its first date and its quarter', () => {
    const month = monthOfDate(date('2026-11-30'));
    expect(formatMonth(month)).toBe('2026-11');
    expect(formatDate(firstDateOfMonth(month))).toBe('2026-11-01');
    expect(formatQuarter(quarterOfMonth(month))).toBe('2026-Q4');
    expect(formatMonth(firstMonthOfQuarter(quarterOfMonth(month)))).toBe('2026-10');
    expect(formatQuarter(quarterOfMonth(parseMonth('0009-01') as Month))).toBe('0009-Q1');
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-01-30', 1, '2026-02-28'],
    ['2026-02-28', 12, '2027-02-28'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2028-02-29', 48, '2032-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2026-11-30', 1, '2026-12-30'],
    ['2026-05-31', 0, '2026-05-31'],
    ['1970-01-31', -23, '1968-02-29'],
    ['0000-02-28', -3, '-000001-11-28'],
  ])('R-DUR-05: %s and %d months is %s, the day clamped to the end of the month', (from, months, until) => {
    const result = addMonths(date(from), months);
    expect(new Date(result * DAY_MS).toISOString().split('T')[0]).toBe(until);
  });

  it('adds months monotonously: a later date never ends earlier', () => {
    fc.assert(
      fc.property(dates, fc.nat({ max: 40_000 }), fc.integer({ min: -600, max: 600 }), (from, later, months) => {
        expect(addMonths((from + later) as CalendarDate, months)).toBeGreaterThanOrEqual(addMonths(from, months));
      }),
    );
  });

  it('adds months into the month that it should, on the same day or the last one before it', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -600, max: 600 }), (from, months) => {
        const result = addMonths(from, months);
        expect(monthOfDate(result)).toBe(monthOfDate(from) + months);
        const day = (of: CalendarDate) => of - firstDateOfMonth(monthOfDate(of));
        const isLast = monthOfDate((result + 1) as CalendarDate) !== monthOfDate(result);
        expect(day(result) === day(from) || (isLast && day(result) < day(from))).toBe(true);
      }),
    );
  });
});

describe('calendars of time zones', () => {
  it('R-ENG-06: months, quarters and dates are those of the time zone', () => {
    const tokyo = calendarOf('Asia/Tokyo');
    const newYear = at('2025-12-31T15:00:00Z');
    const before = instant(newYear - 1);
    expect(tokyo.timeZone).toBe('Asia/Tokyo');
    expect([formatDate(tokyo.dateAt(before)), formatDate(tokyo.dateAt(newYear))]).toEqual(['2025-12-31', '2026-01-01']);
    expect([formatMonth(tokyo.monthAt(before)), formatMonth(tokyo.monthAt(newYear))]).toEqual(['2025-12', '2026-01']);
    expect([formatQuarter(tokyo.quarterAt(before)), formatQuarter(tokyo.quarterAt(newYear))]).toEqual([
      '2025-Q4',
      '2026-Q1',
    ]);
    expect(tokyo.startOfDate(date('2026-01-01'))).toBe(newYear);
    expect(tokyo.startOfMonth(parseMonth('2026-01') as Month)).toBe(newYear);
    expect(tokyo.startOfQuarter((2026 * 4) as Quarter)).toBe(newYear);
  });

  it('refuses a time zone that does not exist', () => {
    expect(() => calendarOf('Mars/Olympus')).toThrow(RangeError);
  });

  it.each([
    // In New York the clock jumps from 02:00 to 03:00 on 2026-03-08 and back from 02:00 to 01:00 on 2026-11-01.
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z'],
    ['America/New_York', '2026-03-09', '2026-03-09T04:00:00.000Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z'],
    ['America/New_York', '2026-11-02', '2026-11-02T05:00:00.000Z'],
    // On Lord Howe it moves by half an hour only.
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-06', '2026-04-05T13:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-05', '2026-10-04T13:00:00.000Z'],
    // In Santiago it jumps from midnight to 01:00, in São Paulo it did: the day begins with the jump.
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
    // In Havana midnight comes twice: the first one counts.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
    // Samoa left out a whole day.
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
    ['UTC', '2026-03-08', '2026-03-08T00:00:00.000Z'],
  ])('in %s, %s begins at %s', (zone, text, start) => {
    expect(formatInstant(calendarOf(zone).startOfDate(date(text)))).toBe(start);
  });

  it('adds months in local time, the time of day kept', () => {
    const newYork = calendarOf('America/New_York');
    const later = (from: string, months: number) => formatInstant(newYork.plusMonths(at(from), months));
    expect(later('2026-02-15T17:00:00Z', 1)).toBe('2026-03-15T16:00:00.000Z');
    expect(later('2026-01-31T17:00:00.123Z', 1)).toBe('2026-02-28T17:00:00.123Z');
    expect(later('2026-04-15T16:00:00Z', -12)).toBe('2025-04-15T16:00:00.000Z');
    // 02:30 is skipped on 2026-03-08: the first instant after the gap. 01:30 comes twice on 2026-11-01: the first.
    expect(later('2026-02-08T07:30:00Z', 1)).toBe('2026-03-08T07:00:00.000Z');
    expect(later('2026-10-01T05:30:00Z', 1)).toBe('2026-11-01T05:30:00.000Z');
    expect(formatInstant(calendarOf('UTC').plusMonths(at('2026-01-31T12:00:00Z'), 1))).toBe('2026-02-28T12:00:00.000Z');
  });

  describe.each(['UTC', 'Asia/Tokyo', 'America/New_York', 'Australia/Lord_Howe'])('in %s', (zone) => {
    const calendar = calendarOf(zone);
    const instants = fc
      .integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) })
      .map((epochMs) => instant(epochMs));

    it('every instant lies in its own date, month and quarter', () => {
      fc.assert(
        fc.property(instants, (moment) => {
          const day = calendar.dateAt(moment);
          const month = calendar.monthAt(moment);
          const quarter = calendar.quarterAt(moment);
          expect(calendar.startOfDate(day)).toBeLessThanOrEqual(moment);
          expect(calendar.startOfDate((day + 1) as CalendarDate)).toBeGreaterThan(moment);
          expect(calendar.startOfMonth(month)).toBeLessThanOrEqual(moment);
          expect(calendar.startOfMonth((month + 1) as Month)).toBeGreaterThan(moment);
          expect(calendar.startOfQuarter(quarter)).toBeLessThanOrEqual(moment);
          expect(calendar.startOfQuarter((quarter + 1) as Quarter)).toBeGreaterThan(moment);
        }),
      );
    });

    it('a date begins in itself, and the millisecond before belongs to the day before', () => {
      const days = fc.integer({ min: 7_305, max: 25_567 }) as fc.Arbitrary<CalendarDate>;
      fc.assert(
        fc.property(days, (day) => {
          const start = calendar.startOfDate(day);
          expect(calendar.dateAt(start)).toBe(day);
          expect(calendar.dateAt(instant(start - 1))).toBe(day - 1);
        }),
      );
    });

    it('zero months later is the same time, or the same time of day an hour that comes twice before', () => {
      fc.assert(
        fc.property(instants, (moment) => {
          const back = moment - calendar.plusMonths(moment, 0);
          expect([0, 1_800_000, 3_600_000]).toContain(back);
        }),
      );
    });
  });
});
