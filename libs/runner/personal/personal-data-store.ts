import type { PersonalValue } from './conceal-personal-data';

/** The only place where personal data is kept; erasing a person is deleting rows here. */
export interface PersonalDataStore {
  /** Keeps values, known ones once. Durable when it resolves: it comes before the facts that refer to it. */
  keep(values: readonly PersonalValue[]): Promise<void>;
  /** The values under references, as JSON text; an erased one is not in the map. */
  read(refs: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** For tests and simulations. */
export class MemoryPersonalDataStore implements PersonalDataStore {
  private readonly values = new Map<string, string>();

  keep(values: readonly PersonalValue[]): Promise<void> {
    for (const { ref, value } of values) this.values.set(ref, value);
    return Promise.resolve();
  }

  read(refs: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(
      new Map(refs.flatMap((ref) => (this.values.has(ref) ? [[ref, this.values.get(ref) as string] as const] : []))),
    );
  }
}
