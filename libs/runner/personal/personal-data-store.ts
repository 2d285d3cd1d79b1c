import type { PersonalValue } from './conceal-personal-data';

/** The only place where personal data is kept; erasing a person is deleting rows here. */
export interface PersonalDataStore {
  /** Keeps values, known ones once. Durable when it resolves: it comes before the facts that refer to it. */
  keep(values: readonly PersonalValue[]): Promise<void>;
  /** The values under references, as JSON text; an erased one is not in the map. */
  read(refs: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Some of the values, at most so many: which ones does not matter. */
  some(limit: number): Promise<readonly PersonalValue[]>;
}

/** For tests and simulations. */
export class MemoryPersonalDataStore implements PersonalDataStore {
  private readonly values = new Map<string, PersonalValue>();

  keep(values: readonly PersonalValue[]): Promise<void> {
    for (const value of values) this.values.set(value.ref, value);
    return Promise.resolve();
  }

  some(limit: number): Promise<readonly PersonalValue[]> {
    return Promise.resolve([...this.values.values()].slice(0, limit));
  }

  read(refs: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = refs.flatMap((ref) => this.values.get(ref) ?? []);
    return Promise.resolve(new Map(found.map(({ ref, value }) => [ref, value])));
  }
}
