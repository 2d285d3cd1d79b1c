import { otherTerms } from '@tools/histories/crowd/other-terms';
import { generateHistory } from '@tools/histories/generate-history';
import { Random } from '@tools/histories/random';
import { amountMinor } from '@ledger/kernel/money';
import { programTerms, type ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { presetNamed } from './presets';

/** A program that makes refunds wait for the end of the quarter, and a history of little else, in order of time. */
export interface QuartersOfRefunds {
  readonly program: ProgramTerms;
  readonly events: readonly object[];
}

/** Solution partners' customers pay and get money back, under the preset's terms or others of the seed's choice. */
export function quartersOfRefunds(seed: number, events: number): QuartersOfRefunds {
  const random = new Random(seed).fork('terms of quarters of refunds');
  const terms = presetNamed('three-tier').versions[0] as Terms;
  const program = programTerms([random.chance(0.4) ? terms : differing(terms, random)]);
  return {
    program,
    events: generateHistory({ program: program.versions[0] as Terms, seed, events, shape: 'refunds' }),
  };
}

function differing(terms: Terms, random: Random): Terms {
  const other = otherTerms(terms, random);
  const inUsd = (...amounts: number[]) => ({ USD: amountMinor(random.pick(amounts)) });
  const payout = {
    ...other.payout,
    minimums: random.chance(0.5) ? [] : [{ partnerType: null, rail: null, amountsMinor: inUsd(500, 4_000) }],
    approval: random.chance(0.4) ? { aboveMinor: inUsd(0, 3_000) } : null,
  };
  return { ...other, trueUpTiers: ['solution', ...other.trueUpTiers], payout };
}
