import type { Random } from '../random';
import { rateOf } from '@ledger/kernel/rate';
import type { Terms } from '@ledger/program/terms';

/** Terms that differ in what they pay, what they hold back and whom they credit. */
export function otherTerms(terms: Terms, random: Random): Terms {
  const rate = () => rateOf(random.pick(['0.05', '0.1', '0.12', '0.25', '0.4']));
  const earnings = terms.earnings
    .filter((_, index) => index === 0 || random.chance(0.85))
    .map((earning) => (random.chance(0.5) ? { ...earning, rate: rate() } : earning));
  return {
    ...terms,
    earnings,
    clearing: random.chance(0.5) ? terms.clearing : [{ tier: null, clearingDays: random.integer(0, 40) }],
    requiresActivation: random.chance(0.5),
    bonus: terms.bonus === null || random.chance(0.5) ? terms.bonus : { wins: random.integer(1, 3), rate: rate() },
    influence: terms.influence === null ? null : { ...terms.influence, share: rate() },
    clawbacks: terms.clawbacks.filter(() => random.chance(0.8)),
    trueUpTiers: terms.tiers.map(({ name }) => name).filter(() => random.chance(0.4)),
  };
}
