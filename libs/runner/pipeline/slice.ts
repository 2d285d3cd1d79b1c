import { STAGES, type StageName } from '@ledger/stages/stage';

/**
 * Consecutive stages, in their order. One process runs all of them (`STAGES`), a service of the cluster its own, the
 * cluster's gate those that it asks, from the first on.
 */
export type Slice = readonly StageName[];

/** The stages up to one, itself included; null: none. */
export function upTo(last: StageName | null): Slice {
  return last === null ? [] : STAGES.slice(0, STAGES.indexOf(last) + 1);
}

/** The stages before those of a slice. */
export function before([first]: Slice): Slice {
  return first === undefined ? [] : STAGES.slice(0, STAGES.indexOf(first));
}
