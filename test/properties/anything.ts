import fc from 'fast-check';
import type { LedgerEventJson } from '@tools/samples/ledger-event-json';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { generateHistory } from '../generators/generate-history';
import { crowdedHistory } from './crowded-history';
import { presets } from './presets';

/** A history of a program, in the order of arrival. A seed says it all, so that a failure can be looked at again. */
export interface AnyHistory {
  readonly program: ProgramTerms;
  readonly shape: 'adversarial' | 'crowded';
  readonly seed: number;
  readonly events: readonly LedgerEventJson[];
  toString(): string;
}

/** Histories of all presets: stories that show every rule, and a few partners and customers to whom anything happens. */
export function anyHistory(mostEvents: number): fc.Arbitrary<AnyHistory> {
  return fc
    .record({
      program: fc.constantFrom(...presets),
      shape: fc.constantFrom('adversarial' as const, 'crowded' as const),
      seed: fc.nat({ max: 1_000_000 }),
      size: fc.integer({ min: Math.ceil(mostEvents / 2), max: mostEvents }),
    })
    .map(({ program, shape, seed, size }) => {
      const terms = program.versions.at(-1);
      if (terms === undefined) throw new RangeError(`${program.name} has no terms`);
      const events =
        shape === 'crowded'
          ? crowdedHistory(terms, seed, size)
          : generateHistory({ program: terms, seed, events: size, shape });
      return {
        program,
        shape,
        seed,
        events,
        toString: () => `${shape} ${program.name}, seed ${seed}, size ${size}`,
      };
    });
}
