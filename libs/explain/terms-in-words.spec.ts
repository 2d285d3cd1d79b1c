import { instant } from '@ledger/kernel/instant';
import { rateOf } from '@ledger/kernel/rate';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { Terms } from '@ledger/program/terms';
import { concernsPartner, termsInWords } from './terms-in-words';

const presets = new Map(loadTerms(presetPaths()).map(({ name, versions }) => [name, versions[0] as Terms]));
const of = (program: string) => presets.get(program) as Terms;
const inTier = (tier: string | null, partnerType = 'partner') => ({ partnerType, tier });
const from = instant(Date.parse('2026-07-01T00:00:00Z'));

describe('the terms of a partner in words', () => {
  it('say what it earns, what may be taken back, what counts and when it is paid', () => {
    expect(termsInWords(null, of('plixo'), inTier(null))).toEqual({
      version: 1,
      effectiveFrom: '2020-01-01',
      appliesTo: 'all',
      changes: null,
      says: [
        'Subscription: 10 %, for 12 months.',
        'Usage: 10 %, for 12 months.',
        'Platform fee: 10 %, for 12 months.',
        'Overage: 10 %, for 12 months.',
        'All that a quarter with 3 or more won customers earns: 15 %.',
        'An invoice earns when it is paid.',
        'What was earned clears after 30 days.',
        'It is held until the customer is activated.',
        'Sign-ups count with its code, or up to 90 days after a click on its link.',
        'Leads that it submits count.',
        'It is paid out every day.',
        'The partner bears a fee of 0.25 % of a payout and 0.25 USD by stripe.',
        'Nothing is paid out without a valid tax form.',
        'Nothing is paid out while an acknowledgement is missing.',
      ],
    });
  });

  it('say nothing of other tiers and types', () => {
    const says = (tier: string) => termsInWords(null, of('three-tier'), inTier(tier)).says.join('\n');
    expect(says('referral')).toContain('Subscription: 10 % (a rate of its own may be agreed, from 10 % to 15 %)');
    expect(says('referral')).toContain('within 60 days, all of it is taken back');
    expect(says('referral')).not.toMatch(/30 %|protected|true-up|ends are/);
    expect(says('solution')).toContain('Up to 50 accounts are protected at the same time.');
    expect(says('solution')).not.toMatch(/churns|60 days/);
    const ofType = (type: string) => termsInWords(null, of('odoopbx'), inTier(null, type)).says.join('\n');
    expect(ofType('referral')).toMatch(/Subscription: 10 %, for 12 months\.[^]*at least 100\.00 EUR by paypal/);
    expect(ofType('partner')).toMatch(/for as long as the customer pays\.[^]*at least 200\.00 EUR by paypal/);
  });

  it('say in German what they say in English', () => {
    const { says } = termsInWords(null, of('plixo'), inTier(null), 'de');
    expect(says.slice(0, 1)).toEqual(['Abonnement: 10 %, für 12 Monate.']);
    expect(says).toHaveLength(termsInWords(null, of('plixo'), inTier(null)).says.length);
  });

  it('say what changes, what is new and what is gone, for that partner alone', () => {
    const before = of('three-tier');
    const raised = before.earnings.map((entry) =>
      entry.tier === 'solution' && entry.kind === 'usage' ? { ...entry, rate: rateOf('0.35') } : entry,
    );
    const after: Terms = {
      ...before,
      version: 2,
      effectiveFrom: from,
      earnings: raised,
      influence: null,
      optOut: true,
    };
    const gone = {
      topic: 'influenced',
      before: 'A customer that the partner only helped to win: 40 % of its own rate; what it did counts for 90 days.',
      after: null,
    };
    const added = { topic: 'optOut', before: null, after: 'The partner may take no share for a while.' };
    expect(termsInWords(before, after, inTier('referral')).changes).toEqual([added, gone]);
    expect(termsInWords(before, after, inTier('solution'))).toMatchObject({
      version: 2,
      effectiveFrom: '2026-07-01',
      changes: [
        {
          topic: 'earns usage',
          before: 'Usage: 30 %, for as long as the customer pays.',
          after: 'Usage: 35 %, for as long as the customer pays.',
        },
        added,
        gone,
      ],
    });
    expect(termsInWords(before, { ...before, version: 2 }, inTier('solution')).changes).toEqual([]);
  });

  it('concern all partners, or those that are approved from then on', () => {
    const versionFor = (appliesTo: Terms['appliesTo']): Terms => ({ ...of('plixo'), effectiveFrom: from, appliesTo });
    const earlier = instant(from - 1);
    expect(concernsPartner(versionFor('all'), earlier)).toBe(true);
    expect(concernsPartner(versionFor('new-customers'), earlier)).toBe(true);
    expect(concernsPartner(versionFor('new-partners'), earlier)).toBe(false);
    expect(concernsPartner(versionFor('new-partners'), from)).toBe(true);
    expect(concernsPartner(versionFor('new-partners'), null)).toBe(true);
  });
});
