import { parseDate, type CalendarDate } from '@ledger/kernel/calendar';
import { instant } from '@ledger/kernel/instant';
import { loadTerms } from '@ledger/program/load-terms-file';
import { formStandings } from './form-standings';

const date = (text: string) => parseDate(text) as CalendarDate;
const at = (text: string) => instant(Date.parse(text));
const [plixo] = loadTerms(['programs/plixo.yaml']);
const [odoopbx] = loadTerms(['programs/odoopbx.yaml']);
const joined = { approvedAt: at('2026-01-01'), terminated: false };
const w8 = { form: 'W-8BEN', recordedAt: at('2026-02-01'), validThrough: date('2026-12-31') };
const w9 = { form: 'W-9', recordedAt: at('2026-03-01'), validThrough: null };

const standings = (now: string, ...profiles: Parameters<typeof formStandings>[0]) => {
  const partners = ['a', 'b'].map((partner) => ({ partner, ...joined }));
  const rows = formStandings(
    profiles,
    [...partners, { ...joined, partner: 'gone', terminated: true }],
    plixo!,
    at(now),
  );
  return rows.map(({ partner, form, state, isMissed }) => [partner, form, state, isMissed]);
};

describe('the tax forms of a program', () => {
  it('are missing where the terms ask for one, and a partner that is with it has none', () => {
    expect(standings('2026-06-01', { partner: 'b', taxForms: [w8] })).toEqual([
      ['a', null, 'missing', true],
      ['b', 'W-8BEN', 'valid', false],
    ]);
    expect(formStandings([], [{ partner: 'a', ...joined }], odoopbx!, at('2026-06-01'))).toEqual([]);
  });

  it('are valid through their last day, by the program’s calendar', () => {
    const last = (now: string) => standings(now, { partner: 'a', taxForms: [w8] })[0];
    expect(last('2026-12-31T23:59:59Z')).toEqual(['a', 'W-8BEN', 'valid', false]);
    expect(last('2027-01-01T00:00:00Z')).toEqual(['a', 'W-8BEN', 'expired', true]);
  });

  it('are not missed where another one is valid', () => {
    expect(standings('2027-06-01', { partner: 'a', taxForms: [w8, w9] }).slice(0, 2)).toEqual([
      ['a', 'W-8BEN', 'expired', false],
      ['a', 'W-9', 'valid', false],
    ]);
  });
});
