import fc from 'fast-check';
import { generateHistory } from '@tools/histories/generate-history';
import type { LedgerEventJson } from '@tools/histories/ledger-event-json';
import type { ProgramTerms } from '@ledger/program/program-terms';
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
    .map(({ program, shape, seed, size }) => ({
      program,
      shape,
      seed,
      events: generateHistory({ program: program.name, seed, events: size, shape }),
      toString: () => `${shape} ${program.name}, seed ${seed}, size ${size}`,
    }));
}
