import { readArrival } from '@ledger/contracts/read-envelope';
import type { EventStore } from '@ledger/event-store/event-store';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import { NOTHING_DECIDED } from '@ledger/stages/stage';
import { judgedAgain, recordedArrival } from '../log/arrival-events';
import { factsStream } from '../log/stream-names';
import { inTodaysForm } from '../log/todays-form';
import type { PersonalDataConcealer } from '../personal/conceal-personal-data';
import { ProgramLane } from '../program-lane';
import { readOfferToRecord } from '../read-offer';
import { unassignedArrival } from '../unassigned-arrival';
import { GivesWay } from './gives-way';
import { Following, type WhatFollows } from './what-follows';

/** The ledger that a trial is made on: what a start of it has. */
export interface TrialGround {
  readonly store: EventStore;
  readonly concealer: PersonalDataConcealer;
  readonly programs: readonly ProgramTerms[];
  /** What the wall clock shows, where programs run by it; null: the clock follows the events. */
  readonly wallClock: (() => Instant) | null;
}

/** What would become of an event; it takes no place in the log, so there is no `seq` to tell. */
export interface TriedEvent {
  readonly arrival: Omit<Arrival, 'seq'>;
  readonly follows: WhatFollows;
}

export interface Trial {
  /** What was recorded up to this position of the log was taken as given. */
  readonly position: bigint;
  /** One for each event, in their order. */
  readonly events: readonly TriedEvent[];
}

/** Judges events and decides on them as if they came now, one after the other, and records nothing. */
export type LedgerTrial = (values: TriedValues, signal: AbortSignal) => Promise<Trial>;

export type TriedValues = Iterable<unknown> | AsyncIterable<unknown>;

/** A trial shows so much that follows, of all its events together. */
const MOST_FOLLOWING = 10_000;

/**
 * Makes a trial. The facts of each program that its events name are executed again from the log into a lane of the
 * trial's own (so what it costs grows with the program's log, in time and memory), and the events are offered to that.
 * Nothing is appended and nothing kept: no id, no origin, no personal value. The signal ends it.
 */
export async function takeTrial(ground: TrialGround, values: TriedValues, signal: AbortSignal): Promise<Trial> {
  const { store, concealer, wallClock } = ground;
  const position = await store.lastPosition();
  const givesWay = new GivesWay(signal);
  const lanes = new TrialLanes(ground, position, givesWay);
  const following = new Following(MOST_FOLLOWING);
  const events: TriedEvent[] = [];
  for await (const value of values) {
    const lane = await lanes.of(readArrival(value).program);
    const read = readOfferToRecord(value, concealer, wallClock?.() ?? null);
    const { arrival, decisions } = lane?.take(read) ?? {
      arrival: unassignedArrival(read.envelope, 0),
      decisions: NOTHING_DECIDED,
    };
    events.push({ arrival, follows: following.of(decisions) });
    await givesWay.now();
  }
  return { position, events };
}

/** The lanes of a trial's programs, each brought to where the log stood when the trial began. */
class TrialLanes {
  private readonly lanes = new Map<string, ProgramLane>();

  constructor(
    private readonly ground: TrialGround,
    private readonly position: bigint,
    private readonly givesWay: GivesWay,
  ) {}

  /** The lane of a program; null: there is no such program. */
  async of(program: string): Promise<ProgramLane | null> {
    const known = this.lanes.get(program);
    if (known !== undefined) return known;
    const terms = this.ground.programs.find((each) => each.program === program);
    if (terms === undefined) return null;
    const lane = new ProgramLane(terms);
    await this.bringUp(lane, program);
    this.lanes.set(program, lane);
    return lane;
  }

  private async bringUp(lane: ProgramLane, program: string): Promise<void> {
    const { store, concealer } = this.ground;
    for await (const event of store.read(factsStream(program), 0n)) {
      if (event.position > this.position) return;
      const recorded = inTodaysForm(recordedArrival(event), concealer);
      const { offered, judgement } = judgedAgain(recorded);
      lane.decideAgain(recorded.arrival.seq, offered, judgement);
      await this.givesWay.now();
    }
  }
}
