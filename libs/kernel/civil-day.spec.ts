import fc from 'fast-check';
import { civilDay, dayNumber, isCivilDay } from './civil-day';
import { DAY_MS } from './instant';

const days = fc.integer({ min: -3_000_000, max: 3_000_000 });

it('counts days as Date does', () => {
  fc.assert(
    fc.property(days, (count) => {
      const date = new Date(count * DAY_MS);
      const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
      expect(civilDay(count)).toEqual({ year, month, day });
      expect(dayNumber(year, month, day)).toBe(count);
      expect(isCivilDay(year, month, day)).toBe(true);
    }),
  );
});

it('knows which days there are', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9999 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 0, max: 33 }),
      (year, month, day) => {
        const date = new Date(0);
        date.setUTCFullYear(year, month - 1, day);
        const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        expect(isCivilDay(year, month, day)).toBe(exists);
      },
    ),
  );
});
