import type { Terms } from './terms';

interface Scoped {
  readonly tier: string | null;
  readonly partnerType: string | null;
}

/** The entries of a first-match list by where they stand in a file; together, in this order, they are the list again. */
export interface GroupedEntries<T> {
  readonly ofTier: ReadonlyMap<string, readonly T[]>;
  readonly ofType: ReadonlyMap<string, readonly T[]>;
  readonly ofAll: readonly T[];
}

/**
 * Takes a first-match list apart (the inverse of `placedEntries`): what a tier says comes first, then what a partner type
 * says, then what holds for all. An entry for a type that comes after others of all stands among them.
 */
export function groupEntries<T extends Scoped>(
  entries: readonly T[],
  { partnerTypes }: Pick<Terms, 'partnerTypes'>,
): GroupedEntries<T> {
  const ofTier = new Map<string, T[]>();
  const ofType = new Map<string, T[]>();
  const ofAll: T[] = [];
  let typesDone = -1;
  for (const entry of entries) {
    const type = partnerTypes.findIndex(({ name }) => name === entry.partnerType);
    if (entry.tier !== null) push(ofTier, entry.tier, entry);
    else if (entry.partnerType !== null && type >= typesDone && ofAll.length === 0) {
      typesDone = type;
      push(ofType, entry.partnerType, entry);
    } else ofAll.push(entry);
  }
  return { ofTier, ofType, ofAll };
}

function push<T>(groups: Map<string, T[]>, name: string, entry: T): void {
  const group = groups.get(name);
  if (group === undefined) groups.set(name, [entry]);
  else group.push(entry);
}
