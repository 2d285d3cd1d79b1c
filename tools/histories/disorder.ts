import { instant, type Instant } from '@ledger/kernel/instant';
import type { EventData } from './ledger-event-json';
import type { Random } from './random';

/** How often something goes wrong with an event, from 0 (never) to 1. */
export interface Disorder {
  /** It arrives later than it happened, by one of so many hours. */
  readonly late: number;
  readonly hoursLate: readonly number[];
  /** The very same comes again, as a retry sends it. */
  readonly twice: number;
  /** Its id is used again, for other content. */
  readonly idReused: number;
  /** Its content comes again, under another id. */
  readonly reportedAgain: number;
  /** Its content comes again without one of its fields, under another id. */
  readonly incomplete: number;
  /** Names have endings that sort, quote and encode unlike other texts. */
  readonly unusualNames: number;
}

/** Everything arrives when it happens, once. */
export const NO_DISORDER: Disorder = {
  late: 0,
  hoursLate: [],
  twice: 0,
  idReused: 0,
  reportedAgain: 0,
  incomplete: 0,
  unusualNames: 0,
};

/**
 * Endings that a sort by UTF-16 code units puts in another order than one by code points; that look like nothing, or
 * like the end of a text; with what JSON, SQL and CSV quote.
 */
const UNUSUAL_ENDINGS = ['-é', '-ｚ', '-😀', ' with space', '-Ω', ',"{}', "c'c\\", ' NULL', '\u0001'];

const HOUR_MS = 3_600_000;

/** What comes of an event beside itself. */
export interface Copy {
  readonly sameId: boolean;
  readonly data: EventData;
}

/** Decides what goes wrong, by a history's choices. What can never go wrong takes no choice. */
export class Disturber {
  constructor(
    private readonly random: Random,
    private readonly disorder: Disorder,
  ) {}

  /** How much later than it happened an event arrives. */
  latenessMs(): number {
    const { late, hoursLate } = this.disorder;
    return this.happens(late) ? this.random.pick(hoursLate) * HOUR_MS : 0;
  }

  /** The same time, or an earlier one for what arrives at this time but is late; never before `earliest`. */
  happenedAt(arrives: Instant, earliest: Instant): Instant {
    return instant(Math.max(earliest, arrives - this.latenessMs()));
  }

  /** What is sent again of an event with this content. */
  *copies(data: EventData): Generator<Copy> {
    const { twice, idReused, reportedAgain, incomplete } = this.disorder;
    if (this.happens(twice)) yield { sameId: true, data };
    if (this.happens(idReused))
      yield { sameId: true, data: { ...data, customer: 'somebody-else', partner: 'somebody-else' } };
    if (this.happens(reportedAgain)) yield { sameId: false, data };
    if (this.happens(incomplete)) yield { sameId: false, data: withoutOneField(data) };
  }

  /** A name, or one with an unusual ending. */
  named(name: string): string {
    return this.happens(this.disorder.unusualNames) ? `${name}${this.random.pick(UNUSUAL_ENDINGS)}` : name;
  }

  private happens(probability: number): boolean {
    return probability > 0 && this.random.chance(probability);
  }
}

function withoutOneField(data: EventData): EventData {
  const [first] = Object.keys(data);
  return Object.fromEntries(Object.entries(data).filter(([key]) => key !== first));
}
