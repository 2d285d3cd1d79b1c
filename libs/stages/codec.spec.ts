import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { activated, affiliate, brings, clock, contacted, paid, refunded, taxForm } from '../../test/rules/facts';
import { given } from '../../test/rules/given';
import { fromWire, toWire } from './codec';
import type { PayoutMade } from './payout/payout.decisions';

const payout: PayoutMade = {
  type: 'PayoutMade',
  payout: 'po-1',
  partner: 'p',
  currency: 'USD',
  madeAt: instant(Date.UTC(2025, 0, 1)),
  postedAt: instant(Date.UTC(2025, 0, 1)),
  paidAtOnce: true,
  rail: 'stripe',
  grossMinor: amountMinor(9_007_199_254_740_993n),
  feeMinor: amountMinor(25),
  withheldMinor: amountMinor(0),
  netMinor: amountMinor(9_007_199_254_740_968n),
  lineCount: 2,
  figures: null,
};

describe('decisions as JSON', () => {
  it('writes amounts as decimal strings and instants as ISO times, other numbers as they are', () => {
    expect(toWire(payout)).toEqual({
      ...payout,
      madeAt: '2025-01-01T00:00:00.000Z',
      postedAt: '2025-01-01T00:00:00.000Z',
      grossMinor: '9007199254740993',
      feeMinor: '25',
      withheldMinor: '0',
      netMinor: '9007199254740968',
    });
  });

  it('reads every kind of decision back as it was, through JSON text', () => {
    const history = given('three-tier', affiliate('p', '2025-01-01', 'solution'), brings('p', 'a', '2025-01-02')).when(
      contacted('b', '2025-01-02', 'dormant'),
      activated('a', '2025-01-03'),
      paid('i', 'a', '2025-01-10', 1000),
      refunded('r', 'i', '2025-01-11', { x: 5 }),
      taxForm('p', '2025-01-12', 'W-8BEN', '2025-01-01'),
      clock('2025-04-02'),
    );
    const decisions = history.decisions();
    expect(new Set(decisions.map(({ type }) => type)).size).toBeGreaterThan(6);
    for (const decision of decisions) {
      expect(fromWire(JSON.parse(JSON.stringify(toWire(decision))))).toEqual(decision);
    }
  });

  it('refuses a time that is none', () => {
    expect(() => fromWire({ type: 'PayoutMade', madeAt: 'soon' })).toThrow(new TypeError('madeAt is not a time: soon'));
  });
});
