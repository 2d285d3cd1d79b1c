import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { EventData, LedgerEventJson } from './ledger-event-json';

/** Something that is going to arrive. Its id is given when the order of arrival is known. */
export interface PlannedEvent {
  readonly type: string;
  readonly time: Instant;
  readonly arrives: Instant;
  readonly data: EventData;
}

interface Arrival extends PlannedEvent {
  readonly timeText: string;
  readonly sameIdAs: Arrival | null;
  readonly clock: Instant | null;
  readonly program: string;
}

/** How an event arrives where that is not simply at its own time. */
export interface Arrives {
  /** When it arrives; by default when it happens. Later makes it a late fact. */
  readonly arrives?: Instant;
  /** What the recording system's clock showed (the extension `clock`). */
  readonly clock?: Instant;
  /** The program that it names, where that is by mistake another one. */
  readonly program?: string;
}

/**
 * Collects what happens in one program, in any order, and writes it out in the order of arrival,
 * with ids that count up within the service that sends them.
 */
export class History {
  private readonly arrivals = new Map<PlannedEvent, Arrival>();

  constructor(readonly program: string) {}

  /** How many events have been planned so far. */
  get size(): number {
    return this.arrivals.size;
  }

  /** Plans an event that happens at `time`. */
  plan(type: string, time: Instant, data: EventData, how: Arrives = {}): PlannedEvent {
    return this.add(type, time, formatInstant(time), data, how, null);
  }

  /** Plans the very same event once more: same source, id and content, as a retry sends it. */
  repeat(original: PlannedEvent, arrives: Instant): PlannedEvent {
    return this.add(
      original.type,
      original.time,
      formatInstant(original.time),
      original.data,
      { arrives },
      this.arrivalOf(original),
    );
  }

  /** Plans other content under the id of an event that was already sent. */
  reuseId(original: PlannedEvent, data: EventData, arrives: Instant): PlannedEvent {
    return this.add(
      original.type,
      original.time,
      formatInstant(original.time),
      data,
      { arrives },
      this.arrivalOf(original),
    );
  }

  /** Plans an event whose `time` is written in a way that the contract does not allow. */
  planWithTime(type: string, timeText: string, data: EventData, arrives: Instant): PlannedEvent {
    return this.add(type, arrives, timeText, data, { arrives }, null);
  }

  /** Forgets what was planned after the first `count` events. */
  keepFirst(count: number): void {
    for (const event of [...this.arrivals.keys()].slice(count)) this.arrivals.delete(event);
  }

  /** All events in the order of arrival; what arrives at the same instant keeps the order of planning. */
  inOrderOfArrival(): LedgerEventJson[] {
    const ids = new Map<Arrival, string>();
    const sent = new Map<string, number>();
    return [...this.arrivals.values()]
      .sort((one, other) => one.arrives - other.arrives)
      .map((arrival) => this.toJson(arrival, this.idOf(arrival.sameIdAs ?? arrival, ids, sent)));
  }

  private add(
    type: string,
    time: Instant,
    timeText: string,
    data: EventData,
    how: Arrives,
    sameIdAs: Arrival | null,
  ): PlannedEvent {
    const arrival = {
      type,
      time,
      timeText,
      arrives: how.arrives ?? time,
      data,
      clock: how.clock ?? null,
      program: how.program ?? this.program,
      sameIdAs,
    };
    this.arrivals.set(arrival, arrival);
    return arrival;
  }

  private arrivalOf(event: PlannedEvent): Arrival {
    const found = this.arrivals.get(event);
    if (found === undefined)
      throw new Error(`The ${event.type} of ${formatInstant(event.time)} was not planned in this history`);
    return found.sameIdAs ?? found;
  }

  private idOf(arrival: Arrival, ids: Map<Arrival, string>, sent: Map<string, number>): string {
    const known = ids.get(arrival);
    if (known !== undefined) return known;
    const service = sendingServiceOf(arrival.type);
    const count = (sent.get(service) ?? 0) + 1;
    sent.set(service, count);
    const id = `${service}-${String(count).padStart(5, '0')}`;
    ids.set(arrival, id);
    return id;
  }

  private toJson(arrival: Arrival, id: string): LedgerEventJson {
    return {
      specversion: '1.0',
      id,
      source: `/${this.program}/${sendingServiceOf(arrival.type)}`,
      type: arrival.type,
      time: arrival.timeText,
      program: arrival.program,
      ...(arrival.clock === null ? {} : { clock: formatInstant(arrival.clock) }),
      data: arrival.data,
    };
  }
}

/** The service that sends events of this type; it names the source and numbers the ids. */
function sendingServiceOf(type: string): string {
  if (/^(customer|contract|lead\.contacted)/.test(type)) return 'checkout';
  if (/^(invoice|payment|dispute)\./.test(type)) return 'billing';
  return 'partner-portal';
}
