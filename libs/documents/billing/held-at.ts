import type { Party } from './party';

/** Something that was noted, and from which day on it holds; it may be noted later than that. */
export interface Noted {
  /** Counts what was noted. */
  readonly number: number;
  /** `YYYY-MM-DD`, in the program's time zone. */
  readonly holdsFrom: string;
  readonly by: string;
  readonly notedAt: Date;
}

/** What was noted of a party. */
export interface NotedParty extends Noted {
  readonly party: Party;
}

/** A partner's word on self-billing: that it agrees, or no longer does. */
export interface NotedConsent extends Noted {
  readonly agrees: boolean;
  /** By what it is known. */
  readonly evidence: string;
}

/** What held on a day: of what holds from then or before, the latest; of what holds from one day, what was noted last. */
export function heldAt<N extends Noted>(noted: readonly N[], day: string): N | null {
  return noted.reduce<N | null>((best, each) => {
    if (each.holdsFrom > day) return best;
    return best === null || isLater(each, best) ? each : best;
  }, null);
}

function isLater(one: Noted, other: Noted): boolean {
  if (one.holdsFrom !== other.holdsFrom) return one.holdsFrom > other.holdsFrom;
  return one.number > other.number;
}
