import type { Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import { Disturber } from './disorder';
import type { Knobs } from './knobs';
import type { EventData } from './ledger-event-json';
import { Random } from './random';

/** What happens, and when; the sender gives it an id. */
export interface Happening {
  readonly type: string;
  readonly time: Instant;
  readonly data: EventData;
  /** Nothing goes wrong with it, whatever the disorder. */
  readonly undisturbed?: true;
}

/** A history while it is being told: for whom, from when to when, by which choices, and how much is still to come. */
export class Telling {
  /** How many events may still come. */
  left: number;
  readonly random: Random;
  readonly disturber: Disturber;
  readonly starts: Instant;
  readonly ends: Instant;

  constructor(
    readonly terms: Terms,
    readonly seed: number,
    readonly events: number,
    readonly knobs: Knobs,
  ) {
    this.left = events;
    this.random = new Random(seed).fork(`${knobs.name} ${terms.program}`);
    this.disturber = new Disturber(this.random, knobs.disorder);
    this.starts = knobs.starts;
    this.ends = knobs.ends;
  }
}
