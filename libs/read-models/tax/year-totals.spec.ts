import { TAX_RULES } from '@ledger/documents/tax/tax-rules';
import { parseDate, type CalendarDate } from '@ledger/kernel/calendar';
import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { PayoutProfileRow } from '../tables/payout-profiles';
import { yearTotals, type PaidInYear, type TaxYear } from './year-totals';

const date = (text: string) => parseDate(text) as CalendarDate;
const taxYear: TaxYear = { year: 2026, endsAt: instant(Date.UTC(2027, 0, 1)), lastDate: date('2026-12-31') };

function paid(partner: string, rail: string, gross: number, currency = 'USD'): PaidInYear {
  const [grossMinor, feeMinor, withheldMinor] = [amountMinor(gross), amountMinor(0), amountMinor(0)];
  return { partner, rail, currency, grossMinor, feeMinor, withheldMinor, netMinor: grossMinor, paid: 1, returned: 0 };
}

function profile(partner: string, ...taxForms: [form: string, recorded: string, validThrough: string | null][]) {
  const forms = taxForms.map(([form, recorded, through]) => ({
    form,
    recordedAt: instant(Date.parse(recorded)),
    validThrough: through === null ? null : date(through),
  }));
  return { partner, taxForms: forms } as unknown as PayoutProfileRow;
}

const judged = (payments: PaidInYear[], ...profiles: PayoutProfileRow[]) =>
  yearTotals(payments, profiles, taxYear, TAX_RULES).map(({ partner, rail, form, returnForm, thresholdMinor, due }) => {
    return [partner, rail, form, returnForm, thresholdMinor, due];
  });

describe('what is reported of a year', () => {
  it('is on the return of the form, from the threshold of the year on, over all rails that do not report', () => {
    const totals = judged(
      [paid('b', 'stripe', 150_000), paid('b', 'manual', 50_000), paid('a', 'stripe', 199_999)],
      profile('a', ['W-9', '2025-01-01', null]),
      profile('b', ['W-9', '2025-01-01', null]),
    );
    expect(totals).toEqual([
      ['a', 'stripe', 'W-9', '1099-NEC', 200_000n, false],
      ['b', 'manual', 'W-9', '1099-NEC', 200_000n, true],
      ['b', 'stripe', 'W-9', '1099-NEC', 200_000n, true],
    ]);
  });

  it('leaves out what the rail reports by itself, and what was paid before this ledger', () => {
    const form = profile('a', ['W-9', '2025-01-01', null]);
    const totals = judged([paid('a', 'paypal', 900_000), paid('a', 'external', 900_000), paid('a', 'stripe', 1)], form);
    expect(totals.map(([, rail, , , , due]) => [rail, due])).toEqual([
      ['external', false],
      ['paypal', false],
      ['stripe', false],
    ]);
  });

  it('is due from the first where there is no threshold, and never for less than nothing', () => {
    const form = profile('a', ['W-8BEN', '2025-01-01', '2028-12-31']);
    expect(judged([paid('a', 'stripe', 1)], form)).toEqual([['a', 'stripe', 'W-8BEN', '1042-S', null, true]]);
    expect(judged([paid('a', 'stripe', -5)], form)).toEqual([['a', 'stripe', 'W-8BEN', '1042-S', null, false]]);
  });

  it('goes by the form at the end of the year: valid rather than expired, then the latest', () => {
    const forms = profile(
      'a',
      ['W-9', '2026-03-01', null],
      ['W-8BEN', '2026-05-01', '2026-06-30'],
      ['W-8BEN-E', '2027-01-01', null],
    );
    expect(judged([paid('a', 'stripe', 1)], forms)[0]?.[2]).toBe('W-9');
    expect(judged([paid('a', 'stripe', 1)], profile('a', ['W-8BEN', '2022-05-01', '2025-12-31']))[0]?.[2]).toBe(
      'W-8BEN',
    );
    expect(judged([paid('a', 'stripe', 1)])[0]?.slice(2, 4)).toEqual([null, null]);
  });
});
