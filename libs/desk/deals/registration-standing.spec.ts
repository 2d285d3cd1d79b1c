import { instant, parseInstant, plusDays, type Instant } from '@ledger/kernel/instant';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { dueWarning } from './expiry-warning';
import { registrationStanding, type RegisteredDeal } from './registration-standing';

const programs = loadTerms(presetPaths());
const program = (name: string) => programs.find((each) => each.name === name)!;
const at = (day: string) => parseInstant(`${day}T00:00:00Z`)!;
const REGISTERED = at('2026-01-10');
const END = plusDays(REGISTERED, 120);

const given = (more: Partial<RegisteredDeal> = {}, name = 'three-tier') => {
  const deal = { at: REGISTERED, firstContactAt: at('2026-01-01'), reregisteredAt: [], settledAt: null, ...more };
  return { on: (asOf: Instant) => registrationStanding(deal, program(name), asOf) };
};

describe('a registration', () => {
  it('shows the deadlines of its terms: 14 days from first contact, valid for 120', () => {
    expect(given().on(REGISTERED)).toEqual({
      state: 'valid',
      registeredAt: REGISTERED,
      registerBy: at('2026-01-15'),
      expiresAt: END,
      reregistrationsLeft: 1,
    });
  });

  it('expires on the moment, and can be registered again once', () => {
    expect(given().on(instant(END - 1)).state).toBe('valid');
    expect(given().on(END)).toMatchObject({ state: 'expired', reregistrationsLeft: 1 });
    const again = given({ reregisteredAt: [plusDays(END, 10)] });
    expect(again.on(plusDays(END, 5)).state).toBe('expired');
    expect(again.on(plusDays(END, 10))).toMatchObject({
      state: 'reregistered',
      expiresAt: plusDays(END, 130),
      reregistrationsLeft: 0,
    });
    expect(again.on(plusDays(END, 130))).toMatchObject({ state: 'expired', reregistrationsLeft: 0 });
  });

  it('is closed once its customer is, unless it had expired by then', () => {
    expect(given({ settledAt: at('2026-02-01') }).on(at('2026-01-31')).state).toBe('valid');
    expect(given({ settledAt: at('2026-02-01') }).on(plusDays(END, 300)).state).toBe('closed');
    expect(given({ settledAt: plusDays(END, 1) }).on(plusDays(END, 300)).state).toBe('expired');
  });

  it('has neither deadline nor end where the terms set none', () => {
    expect(given({}, 'plaidcloud').on(plusDays(END, 3_000))).toMatchObject({
      state: 'valid',
      registerBy: null,
      expiresAt: null,
    });
  });
});

describe('the warnings of a registration', () => {
  const warned = (days: number, more: Partial<RegisteredDeal> = {}) =>
    dueWarning(given(more).on(plusDays(END, -days)), plusDays(END, -days));

  it.each([
    [15, null],
    [14, 14],
    [4, 14],
    [3, 3],
    [1, 3],
    [0, null],
    [-1, null],
  ])('%i days before its end: %s', (days, warning) => expect(warned(days)).toBe(warning));

  it('are none for one that is closed, and begin anew when it is registered again', () => {
    expect(warned(3, { settledAt: at('2026-02-01') })).toBeNull();
    expect(warned(-110, { reregisteredAt: [plusDays(END, 3)] })).toBe(14);
  });
});
