import type { Parameters } from 'fast-check';

const { PROPERTY_SEED, PROPERTY_RUNS } = process.env;

/** The same cases in every run of the tests; other and more of them with PROPERTY_SEED and PROPERTY_RUNS. */
export function propertyRuns<T>(numRuns: number): Parameters<T> {
  return {
    seed: PROPERTY_SEED === undefined ? 20_260_101 : Number(PROPERTY_SEED),
    numRuns: PROPERTY_RUNS === undefined ? numRuns : Number(PROPERTY_RUNS),
    // A smaller seed makes another history, not a simpler one.
    endOnFailure: true,
  };
}

/** Time for as many runs as somebody asks for. */
export const PROPERTY_TIMEOUT_MS = PROPERTY_RUNS === undefined ? 180_000 : 3_600_000;
