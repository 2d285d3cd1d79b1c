import { instant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import { Disturber, NO_DISORDER } from '../disorder';
import { History, type Arrives, type PlannedEvent } from '../history';
import type { EventData } from '../ledger-event-json';
import type { Random } from '../random';
import type { Telling } from '../telling';

const HOUR_MS = 3_600_000;

/** The world in which scenarios play: one program, from `start` to `end`. */
export class World {
  readonly history: History;
  readonly terms: Terms;
  readonly seed: number;
  readonly random: Random;
  readonly start: Instant;
  readonly end: Instant;
  private readonly undisturbed: Disturber;
  private readonly disturbing: Disturber;
  private disturber: Disturber;
  private scenarioStart: Instant;
  private names = 0;

  constructor({ terms, seed, random, starts, ends, disturber }: Telling) {
    this.history = new History(terms.program);
    this.terms = terms;
    this.seed = seed;
    this.random = random;
    this.start = starts;
    this.end = ends;
    this.disturbing = disturber;
    this.undisturbed = new Disturber(random, NO_DISORDER);
    this.disturber = this.undisturbed;
    this.scenarioStart = starts;
  }

  /**
   * Sets the scene for the next scenario. Disturbed, some of its events come late, twice, or with other
   * content; undisturbed, it shows what it is meant to show.
   */
  begin(scenarioStart: Instant, disturbed: boolean): void {
    this.scenarioStart = scenarioStart;
    this.disturber = disturbed ? this.disturbing : this.undisturbed;
  }

  /** The instant `days` × 24 h (and some hours) after the scenario's start; never after the end of the world. */
  day(days: number, hours = 0): Instant {
    return this.notAfterTheEnd(instant(plusDays(this.scenarioStart, days) + Math.round(hours * HOUR_MS)));
  }

  /** A name that nothing else has, for example `partner-12`. In a disturbed scenario, some are unusual, but allowed. */
  name(kind: string): string {
    this.names += 1;
    return this.disturber.named(`${kind}-${this.names}`);
  }

  /** Plans an event; in a disturbed scenario it may come late, twice, or again with other content. */
  plan(type: string, time: Instant, data: EventData, how: Arrives = {}): PlannedEvent {
    const arrives = this.notAfterTheEnd(how.arrives ?? instant(time + this.disturber.latenessMs()));
    const event = this.history.plan(type, this.notAfterTheEnd(time), data, { ...how, arrives });
    if (this.disturber === this.disturbing) this.disturb(event);
    return event;
  }

  private disturb(event: PlannedEvent): void {
    const later = this.notAfterTheEnd(instant(event.arrives + this.random.integer(0, 48) * HOUR_MS));
    for (const { sameId, data } of this.disturber.copies(event.data)) {
      if (!sameId) this.history.plan(event.type, event.time, data, { arrives: later });
      else if (data === event.data) this.history.repeat(event, later);
      else this.history.reuseId(event, data, later);
    }
  }

  private notAfterTheEnd(time: Instant): Instant {
    return time > this.end ? this.end : time;
  }
}
