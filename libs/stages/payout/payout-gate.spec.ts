import { calendarOf, parseDate } from '@ledger/kernel/calendar';
import { instant, parseInstant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { Rail } from '@ledger/program/terms';
import { moment } from '../../../test/rules/facts';
import { termsOf, type Preset } from '../../../test/rules/programs';
import type { PartnerHold } from '../partner-status/status.decisions';
import { feeOf, payoutObstacles, railOf, unpaidReasons, type PayoutQuestion, type UnpaidQuestion } from './payout-gate';
import type { TaxForm } from './payout.decisions';

const at = (text: string) => parseInstant(moment(text)) ?? instant(Number.NaN);

interface Setting {
  readonly program?: Preset;
  readonly now?: string;
  readonly partnerType?: string;
  readonly holds?: readonly PartnerHold[];
  readonly rail?: Rail | null;
  readonly forms?: readonly TaxForm[];
  readonly open?: boolean;
  readonly payable?: number;
  readonly currency?: string;
}

const validForm: TaxForm = { form: 'W-9', recordedAt: at('2025-01-01'), validThrough: null };

function question(setting: Setting): PayoutQuestion {
  return {
    terms: termsOf(setting.program ?? 'plixo'),
    calendar: calendarOf('UTC'),
    now: at(setting.now ?? '2025-06-01'),
    standing: { tier: null, partnerType: setting.partnerType ?? 'partner', holds: setting.holds ?? [] },
    profile: {
      rail: setting.rail === undefined ? 'stripe' : setting.rail,
      methodChangedAt: null,
      taxForms: setting.forms ?? [validForm],
      acknowledgementOpen: setting.open ?? false,
      withholdingRate: null,
      payoutFailed: false,
    },
    currency: setting.currency ?? 'USD',
    payableMinor: amountMinor(setting.payable ?? 10_000),
  };
}
const obstacles = (setting: Setting) => payoutObstacles(question(setting));

describe('what stands in the way of a payout', () => {
  it('nothing, for a partner that has brought all', () => {
    expect(obstacles({})).toEqual([]);
  });

  it('R-PAY-01: whatever holds the partner', () => {
    expect(obstacles({ holds: ['not_approved', 'suspended'] })).toEqual(['not_approved', 'suspended']);
  });

  it('R-PAY-02: no tax form, or only ones that are not valid; any one is enough', () => {
    const w8 = (validThrough: string): TaxForm => ({
      form: 'W-8BEN',
      recordedAt: at('2025-01-01'),
      validThrough: parseDate(validThrough),
    });
    expect(obstacles({ forms: [] })).toEqual(['tax_form_missing']);
    expect(obstacles({ forms: [w8('2025-05-31')] })).toEqual(['tax_form_expired']);
    expect(obstacles({ forms: [w8('2025-06-01')], now: '2025-06-01T23:59' })).toEqual([]);
    expect(obstacles({ forms: [w8('2025-05-31'), validForm] })).toEqual([]);
    expect(obstacles({ forms: [validForm], now: '2025-01-01' })).toEqual([]);
    expect(obstacles({ forms: [validForm], now: '2024-12-31' })).toEqual(['tax_form_expired']);
    expect(obstacles({ program: 'reseller', forms: [] })).toEqual([]);
  });

  it('R-PAY-03: no payout method, where the terms have no default', () => {
    expect(obstacles({ rail: null })).toEqual(['payout_method_missing']);
    expect(obstacles({ program: 'reseller', rail: null })).toEqual([]);
  });

  it('R-PAY-04: an open request to acknowledge, where the terms ask for it', () => {
    expect(obstacles({ open: true })).toEqual(['acknowledgement_missing']);
    expect(obstacles({ program: 'reseller', open: true })).toEqual([]);
  });

  it('R-PAY-05: a negative balance', () => {
    expect(obstacles({ payable: -1 })).toEqual(['negative_balance']);
    expect(obstacles({ program: 'odoopbx', rail: 'paypal', currency: 'EUR', payable: -1 })).toEqual([
      'negative_balance',
    ]);
  });

  it('R-PAY-06: a sum under the minimum of type, rail and currency; exactly the minimum is enough', () => {
    const eur = { program: 'odoopbx', rail: 'paypal', currency: 'EUR' } as const;
    expect(obstacles({ ...eur, payable: 19_999 })).toEqual(['below_minimum']);
    expect(obstacles({ ...eur, payable: 20_000 })).toEqual([]);
    expect(obstacles({ ...eur, partnerType: 'referral', payable: 9_999 })).toEqual(['below_minimum']);
    expect(obstacles({ ...eur, partnerType: 'referral', payable: 10_000 })).toEqual([]);
    expect(obstacles({ ...eur, rail: 'manual', payable: 1 })).toEqual([]);
    expect(obstacles({ ...eur, rail: null, payable: 1 })).toEqual([]);
    expect(obstacles({ ...eur, currency: 'USD', payable: 1 })).toEqual([]);
  });

  it('R-PAY-07: a sum that leaves nothing after the fee', () => {
    expect(obstacles({ payable: 25 })).toEqual(['below_minimum']);
    expect(obstacles({ payable: 26 })).toEqual([]);
    expect(obstacles({ payable: 0 })).toEqual(['below_minimum']);
    expect(obstacles({ payable: 0, program: 'reseller' })).toEqual(['below_minimum']);
    expect(obstacles({ payable: 1, program: 'reseller' })).toEqual([]);
    expect(obstacles({ payable: 25, rail: null })).toEqual(['payout_method_missing']);
    expect(obstacles({ payable: 0, rail: null })).toEqual(['payout_method_missing', 'below_minimum']);
  });

  it('all of them are told', () => {
    expect(obstacles({ holds: ['violation'], forms: [], rail: null, open: true, payable: -5 })).toEqual([
      'violation',
      'tax_form_missing',
      'payout_method_missing',
      'acknowledgement_missing',
      'negative_balance',
    ]);
  });
});

describe('rails and fees', () => {
  it('R-PAY-08: the rail that is set, if the terms have it; else the default', () => {
    const rail = (program: Preset, set: Rail | null) => railOf(question({ program, rail: set }));
    expect([rail('plixo', 'stripe'), rail('plixo', null), rail('plixo', 'paypal')]).toEqual(['stripe', null, null]);
    expect([rail('odoopbx', 'paypal'), rail('odoopbx', null), rail('odoopbx', 'stripe')]).toEqual([
      'paypal',
      'manual',
      'manual',
    ]);
  });

  it('R-PAY-09: the fee is round(gross × rate) + fixed; the fixed part only of a currency that is named', () => {
    const { payout } = termsOf('plixo');
    const fee = (currency: string, gross: number) => Number(feeOf(payout, 'stripe', currency, amountMinor(gross)));
    expect([fee('USD', 10_000), fee('USD', 2_199), fee('USD', 2_200), fee('USD', 0)]).toEqual([50, 30, 31, 25]);
    expect([fee('JPY', 101), fee('KWD', 1_235)]).toEqual([0, 3]);
    expect(feeOf(payout, 'paypal', 'USD', amountMinor(10_000))).toBe(0n);
    expect(feeOf(termsOf('reseller').payout, 'stripe', 'USD', amountMinor(10_000))).toBe(0n);
    const everywhere = { ...payout, fees: payout.fees.map((each) => ({ ...each, rail: null })) };
    expect(feeOf(everywhere, 'paypal', 'USD', amountMinor(10_000))).toBe(50n);
  });
});

describe('why money is unpaid', () => {
  const reasons = (setting: Setting, more: Partial<UnpaidQuestion>) =>
    unpaidReasons({
      ...question(setting),
      approval: null,
      proposedAt: null,
      hasPayableLines: setting.payable !== 0,
      inTransitMinor: amountMinor(0),
      hasHeldLines: false,
      heldLineReasons: [],
      ...more,
    });

  it('R-UNP-01: what keeps lines in hold, and what holds their partner; sorted', () => {
    expect(
      reasons(
        { holds: ['violation', 'suspended'], payable: 0 },
        { hasHeldLines: true, heldLineReasons: ['not_activated', 'clearing'] },
      ),
    ).toEqual(['clearing', 'not_activated', 'suspended', 'violation']);
    expect(
      reasons({ forms: [], rail: null, open: true, payable: 0 }, { hasHeldLines: true, heldLineReasons: ['dispute'] }),
    ).toEqual(['dispute']);
  });

  it('R-UNP-02: for what is payable, what stands in the way of its payout', () => {
    expect(reasons({ forms: [], payable: 5 }, {})).toEqual(['below_minimum', 'tax_form_missing']);
    expect(reasons({ holds: ['suspended'] }, { hasHeldLines: true })).toEqual(['suspended']);
  });

  it('R-UNP-03: `scheduled`, where payable lines wait for the next run only', () => {
    expect(reasons({}, { hasHeldLines: true, heldLineReasons: ['clearing'] })).toEqual(['clearing', 'scheduled']);
    expect(reasons({ payable: 0 }, {})).toEqual([]);
  });
});
