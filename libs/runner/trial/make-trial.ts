import { MAX_ID_UNITS } from '@ledger/contracts/id-text';
import { readArrival } from '@ledger/contracts/read-envelope';
import type { EventStore } from '@ledger/event-store/event-store';
import type { Instant } from '@ledger/kernel/instant';
import { unpublishedProgram, type ProgramTerms } from '@ledger/program/program-terms';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import { NOTHING_DECIDED } from '@ledger/stages/stage';
import { judgedAgain, recordedArrival } from '../log/arrival-events';
import { factsStream } from '../log/stream-names';
import { inTodaysForm } from '../log/todays-form';
import type { PersonalDataConcealer } from '../personal/conceal-personal-data';
import { OpenPipelines } from '../pipeline/open-pipelines';
import { readOfferToRecord } from '../read-offer';
import { UNASSIGNED, unassignedArrival } from '../unassigned-arrival';
import { GivesWay } from './gives-way';
import { Following, type WhatFollows } from './what-follows';

/** The ledger that a trial is made on: what a start of it has. */
export interface TrialGround {
  readonly store: EventStore;
  readonly concealer: PersonalDataConcealer;
  /** The programs whose terms were recorded before their facts; the others begin with their first fact. */
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
 * Makes a trial. The facts of each program that its events name are executed again from the log into a pipeline of the
 * trial's own (so what it costs grows with the program's log, in time and memory), and the events are offered to that.
 * Nothing is appended and nothing kept: no id, no origin, no personal value. The signal ends it.
 */
export async function makeTrial(ground: TrialGround, values: TriedValues, signal: AbortSignal): Promise<Trial> {
  const { store, concealer, wallClock } = ground;
  const position = await store.lastPosition();
  const givesWay = new GivesWay(signal);
  const pipelines = new TrialPipelines(ground, position, givesWay);
  const following = new Following(MOST_FOLLOWING);
  const events: TriedEvent[] = [];
  for await (const value of values) {
    await pipelines.bringUp(readArrival(value).program);
    const read = readOfferToRecord(value, concealer, wallClock?.() ?? null);
    const judged = pipelines.open.judge(read);
    const { arrival, decisions } =
      judged.pipeline === null
        ? { arrival: unassignedArrival(read.envelope, 0, judged.refusal), decisions: NOTHING_DECIDED }
        : judged.step;
    events.push({ arrival, follows: following.of(decisions) });
    await givesWay.now();
  }
  return { position, events };
}

/** The pipelines of a trial's programs, each brought to where the log stood when the trial began. */
class TrialPipelines {
  readonly open = new OpenPipelines();

  constructor(
    private readonly ground: TrialGround,
    private readonly position: bigint,
    private readonly givesWay: GivesWay,
  ) {}

  /** Opens the pipeline of a program that the log knows, once. */
  async bringUp(program: string): Promise<void> {
    const { store, concealer, programs } = this.ground;
    if (this.open.get(program) !== undefined || program === UNASSIGNED || program.length > MAX_ID_UNITS) return;
    const recorded = programs.find((each) => each.name === program);
    const isKnown = recorded !== undefined || (await store.heads([factsStream(program)])).size > 0;
    if (!isKnown) return;
    const pipeline = this.open.open(recorded ?? unpublishedProgram(program));
    for await (const event of store.read(factsStream(program), 0n)) {
      if (event.position > this.position) return;
      const arrived = inTodaysForm(recordedArrival(event), concealer);
      const { offered, judgement } = judgedAgain(arrived);
      pipeline.decideAgain(arrived.arrival.seq, offered, judgement);
      await this.givesWay.now();
    }
  }
}
