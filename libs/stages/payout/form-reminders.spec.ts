import { formatDate } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import { clock, partner, taxForm, terminated } from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';

/** Reminders as `p W-8BEN 2026-12-31 90 2026-10-02`. */
function reminders(history: History): string[] {
  return history.decisions().flatMap((told) => {
    if (told.type !== 'TaxFormExpiring') return [];
    const { partner: name, form, validThrough, daysLeft, remindedAt } = told;
    return [`${name} ${form} ${formatDate(validThrough)} ${daysLeft} ${formatInstant(remindedAt).slice(0, 16)}`];
  });
}

const joined = given('plixo', partner('p', '2026-01-01'), partner('q', '2026-01-01'));
const w8 = joined.when(taxForm('p', '2026-01-05', 'W-8BEN', '2023-05-01'));

describe('a tax form that expires', () => {
  it('is told 90, 60, 30, 14, 7 and 1 days before its last day, and then no more', () => {
    const all = [
      'p W-8BEN 2026-12-31 90 2026-10-02T00:00',
      'p W-8BEN 2026-12-31 60 2026-11-01T00:00',
      'p W-8BEN 2026-12-31 30 2026-12-01T00:00',
      'p W-8BEN 2026-12-31 14 2026-12-17T00:00',
      'p W-8BEN 2026-12-31 7 2026-12-24T00:00',
      'p W-8BEN 2026-12-31 1 2026-12-30T00:00',
    ];
    expect(reminders(w8.when(clock('2026-10-01T23:59:59.999Z')))).toEqual([]);
    expect(reminders(w8.when(clock('2026-10-02')))).toEqual(all.slice(0, 1));
    expect(reminders(w8.when(clock('2026-10-02'), clock('2026-10-20'), clock('2026-11-01')))).toEqual(all.slice(0, 2));
    expect(reminders(w8.when(clock('2028-01-01')))).toEqual(all);
  });

  it('is told from the day on which it is recorded', () => {
    const late = joined.when(clock('2026-12-01'), taxForm('p', '2026-12-10', 'W-8BEN', '2023-05-01'));
    expect(reminders(late.when(clock('2027-01-01'))).map((each) => each.split(' ')[3])).toEqual(['14', '7', '1']);
  });

  it('is not told where the partner has another one that lasts', () => {
    const before = w8.when(clock('2026-11-02'));
    expect(reminders(before)).toHaveLength(2);
    const w9 = before.when(taxForm('p', '2026-11-03', 'W-9', '2026-11-03'));
    expect(reminders(w9.when(clock('2027-06-01')))).toHaveLength(2);
    const renewed = before.when(taxForm('p', '2026-11-03', 'W-8BEN', '2026-11-03'), clock('2027-06-01'));
    expect(reminders(renewed)).toHaveLength(2);
    expect(reminders(renewed.when(clock('2029-10-02'))).at(-1)).toBe('p W-8BEN 2029-12-31 90 2029-10-02T00:00');
  });

  it('is told once where it was recorded twice, by its later name', () => {
    const twice = w8.when(taxForm('p', '2026-02-01', 'W-8BEN-E', '2023-06-01'), clock('2026-10-02'));
    expect(reminders(twice)).toEqual(['p W-8BEN-E 2026-12-31 90 2026-10-02T00:00']);
  });

  it('is told of partners in the order of their names, also of one that left: it is owed something, or may be', () => {
    const both = w8.when(taxForm('q', '2026-01-04', 'W-8BEN', '2023-05-01'), terminated('q', '2026-02-01'));
    expect(reminders(both.when(clock('2026-10-02'))).map((each) => each.slice(0, 1))).toEqual(['p', 'q']);
  });

  it('is not told where the terms ask for no form', () => {
    const odoopbx = given('odoopbx', partner('p', '2026-01-01'), taxForm('p', '2026-01-05', 'W-8BEN', '2023-05-01'));
    expect(reminders(odoopbx.when(clock('2027-01-01')))).toEqual([]);
  });
});
