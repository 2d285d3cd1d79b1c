import { brings, paid, partner, paysTo, refunded } from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';
import { publicOutputOf } from './public-output-of';

const DECIDED = { seq: 9, fact: 'f' };

/** What the public is told of all that a history brought about, by type. */
function told(history: History, type: string) {
  const outputs = history.decisions().map((decision) => publicOutputOf(decision, DECIDED));
  return outputs.flatMap((output) => (output?.type === type ? [output.data] : []));
}

const joined = given('odoopbx', partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02'));
const earned = joined.when(paid('i', 'a', '2026-01-10', 100_000, 'EUR'));
const WINDOW = { effectiveAt: '2026-01-10T00:00:00.000Z', postedAt: '2026-01-10T00:00:00.000Z' };

describe('a decision, as the public is told it', () => {
  it('is the posting of a line with its amounts as text, what it was computed from, and its times', () => {
    expect(told(earned, 'commission.accrued')).toEqual([
      {
        ...DECIDED,
        ...WINDOW,
        partner: 'p',
        customer: 'a',
        invoice: 'i',
        line: 'l1',
        lineSeq: 1,
        reason: 'accrual',
        baseMinor: '100000',
        rate: '0.2',
        amountMinor: '20000',
        currency: 'EUR',
        clearsAt: '2026-01-10T00:00:00.000Z',
        termsVersion: 1,
        cause: 'e0005',
        holds: [],
      },
    ]);
  });

  it('goes by the reason of the posting: what a refund takes back is reversed', () => {
    const history = earned.when(refunded('r', 'i', '2026-01-12', 25_000));
    expect(told(history, 'commission.reversed')).toEqual([
      expect.objectContaining({ reason: 'refund', amountMinor: '-5000', lineSeq: 2, invoice: 'i' }),
    ]);
    expect(told(history, 'commission.adjusted')).toEqual([]);
  });

  it('is the standing of a partner, without what the stages tell each other', () => {
    const standing = { ...DECIDED, partner: 'p', partnerType: 'partner', tier: null, terminated: false };
    expect(told(joined, 'partner.status_changed')).toEqual([
      { ...standing, application: 'applied', approvedAt: null, holds: ['not_approved'], activeUntil: null },
      {
        ...standing,
        application: 'approved',
        approvedAt: '2026-01-01T00:00:00.000Z',
        holds: [],
        activeUntil: null,
      },
    ]);
  });

  it('is who is credited with a customer, since when, and whether a person decided it', () => {
    const credits = [{ partner: 'p', role: 'sourced', weight: 1 }];
    const changed = { ...DECIDED, customer: 'a', credits, spans: [{ from: null, credits }] };
    expect(told(earned, 'attribution.changed')).toEqual([
      { ...changed, settledAt: null, overridden: false, termsVersion: 1 },
      { ...changed, settledAt: '2026-01-10T00:00:00.000Z', overridden: false, termsVersion: 1 },
    ]);
  });

  it('names the lines that become payable by their keys', () => {
    expect(told(earned, 'line.payable')).toEqual([
      {
        ...DECIDED,
        partner: 'p',
        currency: 'EUR',
        amountMinor: '20000',
        lines: [{ invoice: 'i', line: 'l1', lineSeq: 1 }],
        releasedAt: '2026-01-10T00:00:00.000Z',
      },
    ]);
  });

  it('names the rail of a partner, not its account', () => {
    const [profile] = told(joined.when(paysTo('p', '2026-01-12', 'acct')), 'partner.payout_profile_changed');
    expect(profile).toMatchObject({ partner: 'p', rail: 'paypal', taxForms: [] });
    expect(JSON.stringify(profile)).not.toContain('acct');
  });

  it('is nothing where nothing was posted: that stays among the stages', () => {
    const outputs = joined.when(paid('free', 'a', '2026-01-10', 0, 'EUR')).decisions();
    const nothing = outputs.filter(({ type }) => type === 'NothingPosted');
    expect(nothing.length).toBeGreaterThan(0);
    expect(nothing.map((decision) => publicOutputOf(decision, DECIDED))).toEqual(nothing.map(() => null));
  });
});
