import type { EventType } from './event-types';
import type { JsonObject } from './json-object';

/** Data as it was recorded, with the version of the kind that it was recorded under. */
export interface RecordedData<Kind extends string = string> {
  readonly type: Kind;
  readonly version: number;
  readonly data: JsonObject;
}

/** Turns data of one version into data of the next: total, and a function of the data alone. */
export type Upcaster = (data: JsonObject) => JsonObject;

/** Per kind of what is recorded, the step from version 1 to 2, from 2 to 3, and so on. */
export type UpcasterChains<Kind extends string = string> = Partial<Record<Kind, readonly Upcaster[]>>;

/**
 * The steps of the contract's history. It is at its first version: whoever changes the schema of a type adds the
 * step here and keeps the old sample, which must go on decoding.
 */
const CHAINS: UpcasterChains<EventType> = {};

/** The version of the schema of a type in this build; what is recorded now is recorded under it. */
export function currentVersionOf(type: string, chains: UpcasterChains = CHAINS): number {
  return 1 + (chains[type]?.length ?? 0);
}

/**
 * Brings recorded data to the current version, one step after the other. Throws RangeError for a version that this
 * build does not know: an older build must not guess at what a newer one wrote.
 */
export function upcast({ type, version, data }: RecordedData, chains: UpcasterChains = CHAINS): JsonObject {
  const current = currentVersionOf(type, chains);
  if (!Number.isInteger(version) || version < 1 || version > current) {
    throw new RangeError(`${type} is recorded in version ${version}; this build knows versions 1 to ${current}`);
  }
  return (chains[type] ?? []).slice(version - 1).reduce((older, step) => step(older), data);
}
