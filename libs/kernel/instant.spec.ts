import fc from 'fast-check';
import { DAY_MS, formatInstant, instant, parseInstant, parseInstantOrDay, plusDays } from './instant';

describe('instants', () => {
  it('are asked for by a day too, from 00:00 UTC', () => {
    expect(parseInstantOrDay('2026-01-10')).toBe(parseInstant('2026-01-10T00:00:00Z'));
    expect(parseInstantOrDay('2026-01-10T12:00:00Z')).toBe(parseInstant('2026-01-10T12:00:00Z'));
    for (const text of ['2026-02-30', '2026-1-10', 'soon', '2026-01-10T']) expect(parseInstantOrDay(text)).toBeNull();
  });

  it.each([
    ['2026-01-10T12:00:00Z', '2026-01-10T12:00:00.000Z'],
    ['2026-01-10T12:00:00+00:00', '2026-01-10T12:00:00.000Z'],
    ['2026-01-10T12:00:00.5Z', '2026-01-10T12:00:00.500Z'],
    ['2026-01-10T12:00:00.05Z', '2026-01-10T12:00:00.050Z'],
    ['2026-01-10T23:59:59.999Z', '2026-01-10T23:59:59.999Z'],
    ['2026-01-10T12:00:00.866837+00:00', '2026-01-10T12:00:00.866Z'],
    ['2026-01-10T12:00:00.0009Z', '2026-01-10T12:00:00.000Z'],
    ['2026-01-10T23:59:59.999999999Z', '2026-01-10T23:59:59.999Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['0099-12-31T01:02:03Z', '0099-12-31T01:02:03.000Z'],
  ])('R-GATE-20: reads %s and writes it as %s', (text, written) => {
    expect(formatInstant(parseInstant(text) ?? instant(0))).toBe(written);
  });

  it.each([
    '2026-01-10',
    '2026-01-10T12:00Z',
    '2026-01-10T12:00:00',
    '2026-01-10T12:00:00+01:00',
    '2026-01-10T12:00:00-00:00',
    '2026-01-10t12:00:00z',
    '2026-01-10T12:00:00.Z',
    '2026-01-10T12:00:00.1234567890Z',
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-32T00:00:00Z',
    '2026-01-10T24:00:00Z',
    '2026-01-10T12:60:00Z',
    '2026-01-10T12:00:60Z',
    'x2026-01-10T12:00:00Z',
    '2026-01-10T12:00:00Zx',
    ' 2026-01-10T12:00:00Z',
    '02026-01-10T12:00:00Z',
  ])('R-GATE-20: %s is no time', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('R-ENG-05: a day of a window is 24 hours', () => {
    expect(plusDays(instant(5), 2)).toBe(2 * 24 * 60 * 60 * 1000 + 5);
    expect(plusDays(instant(0), -1)).toBe(-DAY_MS);
  });

  it('writes times as Date does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }), (epochMs) => {
        expect(formatInstant(instant(epochMs))).toBe(new Date(epochMs).toISOString());
      }),
    );
    expect(() => formatInstant(instant(NaN))).toThrow(RangeError);
  });

  it('reads back every time that it writes', () => {
    const year = (value: number) => Date.UTC(value, 0, 1);
    fc.assert(
      fc.property(fc.integer({ min: year(1000), max: year(9999) }), (epochMs) => {
        expect(parseInstant(formatInstant(instant(epochMs)))).toBe(epochMs);
      }),
    );
  });
});
