import { History, type Arrives, type PlannedEvent } from '@tools/samples/history';
import type { EventData } from '@tools/samples/ledger-event-json';
import { Random } from '@tools/samples/random';
import { instant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Endings that a sort by UTF-16 code units puts in another order than one by code points. */
const UNUSUAL_ENDINGS = ['-é', '-ｚ', '-😀', ' with space', '-Ω'];

/** The world in which the scenarios of an adversarial history play: one program, from `start` to `end`. */
export class StressWorld {
  readonly history: History;
  readonly random: Random;
  private scenarioStart: Instant;
  private disturbed = false;
  private names = 0;

  constructor(
    readonly terms: Terms,
    seed: number,
    readonly start: Instant,
    readonly end: Instant,
  ) {
    this.history = new History(terms.program);
    this.random = new Random(seed).fork(`adversarial ${terms.program}`);
    this.scenarioStart = start;
  }

  /**
   * Sets the scene for the next scenario. Disturbed, some of its events come late, twice, or with other
   * content; undisturbed, it shows what it is meant to show.
   */
  begin(scenarioStart: Instant, disturbed: boolean): void {
    this.scenarioStart = scenarioStart;
    this.disturbed = disturbed;
  }

  /** The instant `days` × 24 h (and some hours) after the scenario's start; never after the end of the world. */
  day(days: number, hours = 0): Instant {
    return this.notAfterTheEnd(instant(plusDays(this.scenarioStart, days) + Math.round(hours * HOUR_MS)));
  }

  /** A name that nothing else has, for example `partner-12`. Some are unusual, but allowed. */
  name(kind: string): string {
    this.names += 1;
    const ending = this.disturbed && this.random.chance(0.05) ? this.random.pick(UNUSUAL_ENDINGS) : '';
    return `${kind}-${this.names}${ending}`;
  }

  /** Plans an event; in a disturbed scenario it may come late, twice, or again with other content. */
  plan(type: string, time: Instant, data: EventData, how: Arrives = {}): PlannedEvent {
    const arrives = how.arrives ?? this.arrivalOf(time);
    const event = this.history.plan(type, this.notAfterTheEnd(time), data, {
      ...how,
      arrives: this.notAfterTheEnd(arrives),
    });
    if (this.disturbed) this.disturb(event);
    return event;
  }

  private arrivalOf(time: Instant): Instant {
    if (!this.disturbed || !this.random.chance(0.12)) return time;
    return instant(
      time + this.random.pick([5 * MINUTE_MS, HOUR_MS, 30 * HOUR_MS, 20 * 24 * HOUR_MS, 75 * 24 * HOUR_MS]),
    );
  }

  private disturb(event: PlannedEvent): void {
    const later = this.notAfterTheEnd(instant(event.arrives + this.random.integer(0, 48) * HOUR_MS));
    if (this.random.chance(0.04)) this.history.repeat(event, later);
    if (this.random.chance(0.02))
      this.history.reuseId(event, { ...event.data, customer: 'somebody-else', partner: 'somebody-else' }, later);
    if (this.random.chance(0.02)) this.history.plan(event.type, event.time, event.data, { arrives: later });
    if (this.random.chance(0.01))
      this.history.plan(event.type, event.time, withoutOneField(event.data), { arrives: later });
  }

  private notAfterTheEnd(time: Instant): Instant {
    return time > this.end ? this.end : time;
  }
}

function withoutOneField(data: EventData): EventData {
  const [first] = Object.keys(data);
  return Object.fromEntries(Object.entries(data).filter(([key]) => key !== first));
}
