import { rateOf } from '@ledger/kernel/rate';
import { amountMinor } from '@ledger/kernel/money';
import { changesOfTerms } from './changes-of-terms';
import { describeChange, describeVersion } from './describe-changes';
import { loadTerms, presetPaths } from './load-terms-file';
import type { Terms } from './terms';

const presets = loadTerms(presetPaths());
const preset = (name: string) => presets.find(({ name: program }) => program === name)?.versions[0] as Terms;

function inWords(before: Terms, change: Partial<Terms>): string[] {
  return changesOfTerms(before, { ...before, ...change }).map(describeChange);
}

describe('what differs between terms', () => {
  it('is nothing between terms that say the same, from another day on and for others', () => {
    for (const { versions } of presets) {
      const terms = versions[0] as Terms;
      const later = {
        ...terms,
        version: 2,
        effectiveFrom: (terms.effectiveFrom + 86_400_000) as Terms['effectiveFrom'],
      };
      expect(changesOfTerms(terms, { ...later, appliesTo: 'new-partners' })).toEqual([]);
    }
  });

  it('is told by the keys of a file, with both values', () => {
    const { bonus, ...terms } = preset('plixo');
    const changed = { ...terms, bonus: bonus && { ...bonus, wins: 4 } };
    expect(changesOfTerms(preset('plixo'), changed)).toEqual([{ path: 'earnings.bonus.wins', before: 3, after: 4 }]);
  });

  it('is told of the entry of a list that it is in, not of all', () => {
    const plaidcloud = preset('plaidcloud');
    const earnings = plaidcloud.earnings.map((each) =>
      each.kind === 'usage' ? { ...each, rate: rateOf('0.2') } : each,
    );
    expect(inWords(plaidcloud, { earnings })).toEqual(['earnings, rates, usage, rate: 10% becomes 20%']);
  });

  it('may be something new, or something that is gone', () => {
    const plixo = preset('plixo');
    expect(inWords(plixo, { bonus: null })).toEqual(['earnings, bonus: wins 3, rate 15% is gone']);
    expect(inWords({ ...plixo, bonus: null }, { bonus: plixo.bonus })).toEqual([
      'earnings, bonus: wins 3, rate 15% is new',
    ]);
    expect(inWords(plixo, { requiresActivation: !plixo.requiresActivation })).toEqual([
      `hold, requires activation: yes is ${plixo.requiresActivation ? 'gone' : 'new'}`,
    ]);
  });

  it('shows amounts in minor units, by their currency', () => {
    const odoopbx = preset('odoopbx');
    const minimums = odoopbx.payout.minimums.map((each) =>
      each.partnerType === 'partner' ? { ...each, amountsMinor: { EUR: amountMinor(25_000) } } : each,
    );
    expect(inWords(odoopbx, { payout: { ...odoopbx.payout, minimums } })).toEqual([
      'partners, types, partner, minimum payouts, paypal, amounts in minor units, EUR: 20000 becomes 25000',
    ]);
  });

  it('lists in words what a list has as a whole', () => {
    const threeTier = preset('three-tier');
    const changes = inWords(threeTier, { approvalRequires: ['agreement'] });
    expect(changes).toEqual(['partners, approval requires: agreement; onboarding becomes agreement']);
  });

  it('is of versions with a beginning and those whom they are for', () => {
    expect(describeVersion({ ...preset('plixo'), appliesTo: 'new-customers' })).toBe(
      'plixo version 1 (for new customers, from 2020-01-01 on)',
    );
  });
});
