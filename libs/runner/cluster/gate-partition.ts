import { NO_STREAM, type AppendConflict, type EventStore } from '@ledger/event-store/event-store';
import type { JsonFields } from '@ledger/contracts/json-value';
import { MAX_ID_UNITS } from '@ledger/contracts/id-text';
import { readArrival } from '@ledger/contracts/read-envelope';
import { Fault } from '@ledger/kernel/fault';
import type { Instant } from '@ledger/kernel/instant';
import { unpublishedProgram, type ProgramTerms } from '@ledger/program/program-terms';
import { NOTHING_DECIDED } from '@ledger/stages/stage';
import type { Answer, Offer } from '../ledger-runtime';
import { inPieces } from '../log/append-decided';
import { judgedAgain, recordedArrival, type RecordedArrival } from '../log/arrival-events';
import { inTodaysForm } from '../log/todays-form';
import { RecoveredStreams } from '../log/recovered-streams';
import { Revisions } from '../log/revisions';
import { factsStream } from '../log/stream-names';
import { OriginRegister } from '../origin-register';
import type { PersonalDataConcealer } from '../personal/conceal-personal-data';
import type { PersonalDataStore } from '../personal/personal-data-store';
import { stagesAskedFor } from '../pipeline/gate-asks';
import { OpenPipelines } from '../pipeline/open-pipelines';
import { Pipeline } from '../pipeline/pipeline';
import type { Slice } from '../pipeline/slice';
import { DecidedBatch } from '../decided-batch';
import type { RunnerMetrics } from '../runner-metrics';
import { UNASSIGNED } from '../unassigned-arrival';
import { readOfferToRecord } from '../read-offer';
import { RecordedArrivals } from './recorded-arrivals';
import { stagedFactOf } from './recorded-facts';
import type { StagedFact } from './staged-fact';

export interface GatePartitionOptions {
  readonly store: EventStore;
  readonly personalData: PersonalDataStore;
  readonly concealer: PersonalDataConcealer;
  /** The programs whose terms were recorded before their facts, by name; the others begin with their first fact. */
  readonly programs: ReadonlyMap<string, ProgramTerms>;
  /** What the wall clock shows, where programs run by it; null: the clock follows the events. */
  readonly wallClock: (() => Instant) | null;
  readonly metrics: RunnerMetrics;
  readonly failpoint?: (name: string) => void;
}

/** Another gate wrote to the log of one of these programs: this one was overtaken and has to read the log again. */
export class GateOvertaken extends Fault {
  override readonly name = 'GateOvertaken';
  override readonly kind = 'wait';
}

/** An origin that is recorded came with another event: going on would lose it. */
export class OriginReused extends Error {
  override readonly name = 'OriginReused';
}

export interface GateOutcome {
  /** One for each offer, in their order. */
  readonly answers: readonly Answer[];
  /** The facts among them, in order, also those that were recorded before: they may not have been passed on. */
  readonly facts: readonly StagedFact[];
}

/**
 * The gate for the programs of one partition of the intake topic. Everything is recorded before it is answered; what
 * comes again from a recorded origin is answered, and passed on, as it was the first time. After a failure the memory
 * may be ahead of the log, so it is thrown away: the next batch reads the log again.
 */
export class GatePartition {
  private pipelines = this.noPipelines();
  /** The stages that the events of the batch at hand ask for, by program. */
  private asked = new Map<string, Slice>();
  private origins = new OriginRegister();
  private revisions = new Revisions();
  private unassigned = 0;
  private hasReadUnassigned = false;

  constructor(private readonly options: GatePartitionOptions) {}

  /** How far the gate has come with its programs. */
  positions(): { readonly program: string; readonly seq: number; readonly factNumber: number }[] {
    return [...this.pipelines].map(([program, { seq, factNumber }]) => ({ program, seq, factNumber }));
  }

  /** Judges and records a batch of offers. Throws GateOvertaken, or EventStoreError; either way it may be tried again. */
  async judge(offers: readonly Offer[]): Promise<GateOutcome> {
    try {
      this.asked = askedBy(offers);
      await this.openAll();
      const { concealer, wallClock } = this.options;
      const batch = new DecidedBatch(
        concealer,
        wallClock?.() ?? null,
        this.pipelines,
        this.origins,
        () => (this.unassigned += 1),
      );
      for (const offer of offers) batch.judge(offer);
      const position = await this.append(batch);
      return await this.outcomeOf(batch, offers, position.toString());
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  private forget(): void {
    this.pipelines = this.noPipelines();
    this.origins = new OriginRegister();
    this.revisions = new Revisions();
    this.unassigned = 0;
    this.hasReadUnassigned = false;
  }

  private noPipelines(): OpenPipelines {
    return new OpenPipelines((terms) => new Pipeline(terms, this.asked.get(terms.name) ?? []));
  }

  /**
   * Opens the pipelines of the batch's programs; and anew where stages are asked for that are not in one. A program is
   * known that has recorded terms or a log: terms that are published for another one open its own. What else is sent for
   * it belongs to none, and other partitions note such arrivals too: so what they noted is read before each batch.
   */
  private async openAll(): Promise<void> {
    const names = [...this.asked.keys()].filter((name) => name !== UNASSIGNED && name.length <= MAX_ID_UNITS);
    const closed = names.filter((name) => !this.hasStages(name, this.asked.get(name) ?? []));
    const heads = await this.options.store.heads(closed.map(factsStream));
    for (const name of closed) {
      const terms = this.options.programs.get(name);
      if (terms !== undefined || heads.has(factsStream(name))) await this.open(terms ?? unpublishedProgram(name));
    }
    const areAllKnown = [...this.asked.keys()].every((name) => this.pipelines.get(name) !== undefined);
    // At first in any case: what came for a program before its terms may come again from the same place.
    if (!areAllKnown || !this.hasReadUnassigned) await this.readUnassigned();
  }

  /** Whether a program's pipeline is open, with these stages to be asked. */
  private hasStages(program: string, slice: Slice): boolean {
    const known = this.pipelines.get(program)?.asked;
    return known !== undefined && known !== null && known.length >= slice.length;
  }

  /** Reads a program's log. Throws LogBroken. */
  private async open(terms: ProgramTerms): Promise<void> {
    const { name: program } = terms;
    const pipeline = this.pipelines.open(terms);
    for await (const { recorded, seq } of this.recorded(program, 0)) {
      const { offered, judgement } = judgedAgain(recorded);
      pipeline.decideAgain(seq, offered, judgement);
    }
  }

  private async readUnassigned(): Promise<void> {
    for await (const { seq } of this.recorded(UNASSIGNED, this.unassigned)) this.unassigned = seq;
    this.hasReadUnassigned = true;
  }

  /** What arrived for a program after so many arrivals; notes it as seen. Throws LogBroken, where it is read from the first on. */
  private async *recorded(program: string, after: number) {
    const streams = new RecoveredStreams();
    for await (const event of this.options.store.read(factsStream(program), BigInt(after))) {
      if (after === 0) streams.noteRead(event);
      this.revisions.seen(event.stream, event.revision);
      const recorded = inTodaysForm(recordedArrival(event), this.options.concealer);
      const { seq } = recorded.arrival;
      this.origins.note(recorded.origin, { program, seq });
      yield { recorded, seq };
    }
  }

  /** Answers the position behind everything that the batch recorded or repeats. */
  private async append(batch: DecidedBatch): Promise<bigint> {
    const { store, personalData, metrics, failpoint } = this.options;
    const events = batch.events();
    failpoint?.('after-decide');
    if (events.length === 0) return store.lastPosition();
    let position = 0n;
    await personalData.keep(batch.personal);
    for (const piece of inPieces(this.revisions.requestsFor(events))) {
      const appending = store.append(piece);
      failpoint?.('append-sent');
      const result = await appending;
      if (!result.ok) throw overtaken(result.conflict);
      if (result.position > position) position = result.position;
    }
    metrics.recorded(batch.arrivals());
    metrics.appended(events.length);
    failpoint?.('after-append');
    return position;
  }

  private async outcomeOf(
    { outcomes }: DecidedBatch,
    offers: readonly Offer[],
    position: string,
  ): Promise<GateOutcome> {
    const answers: Answer[] = [];
    const facts: StagedFact[] = [];
    const repeats = outcomes.flatMap((outcome) => ('repeats' in outcome ? [outcome.repeats] : []));
    const earlier = await RecordedArrivals.read(this.options.store, repeats);
    for (const [index, outcome] of outcomes.entries()) {
      if ('repeats' in outcome) {
        const recorded = earlier.at(outcome.repeats);
        this.refuseAnother(recorded, offers[index]);
        answers.push({ ...recorded.arrival, repeated: true, position });
        const staged = stagedFactOf(recorded);
        if (staged !== null) facts.push(staged);
        continue;
      }
      const { arrival, step, event } = outcome;
      answers.push({ ...arrival, repeated: false, position });
      if (step === null || step.fact === null || step.factNumber === null || event === null) continue;
      const { factNumber, fact } = step;
      const { program } = arrival;
      const { traceparent } = offers[index]?.origin ?? {};
      facts.push({ program, factNumber, fact, event: event as JsonFields, decisions: NOTHING_DECIDED, traceparent });
    }
    return { answers, facts };
  }

  /** What comes again from an origin is the same; else the origin was given twice, and an event would be lost. */
  private refuseAnother(recorded: RecordedArrival, offer: Offer | undefined): void {
    const { arrival, duplicateOf } = recorded;
    const { concealer } = this.options;
    const { content } = inTodaysForm(recorded, concealer);
    if (offer === undefined || readOfferToRecord(offer.value, concealer, null).content === content) return;
    // Of a repetition only its content as of then is kept, which an earlier version made otherwise.
    if (duplicateOf !== null) return;
    const { place, index } = offer.origin;
    throw new OriginReused(
      `${place}, number ${index}, now holds another event than the one recorded from there as ${factsStream(arrival.program)}, ` +
        `entry ${arrival.seq}: was a topic made anew beside an event store that is not? Give it another event store, or the old topic back`,
    );
  }
}

/** The programs that offers name, each with the stages that its events ask for. */
function askedBy(offers: readonly Offer[]): Map<string, Slice> {
  const programs = new Map<string, Slice>();
  for (const { value } of offers) {
    const { program, type } = readArrival(value);
    const [known, more] = [programs.get(program) ?? [], stagesAskedFor(type)];
    programs.set(program, more.length > known.length ? more : known);
  }
  return programs;
}

function overtaken({ stream, expected, actual }: AppendConflict): GateOvertaken {
  const at = expected === NO_STREAM ? 'its beginning' : `revision ${expected}`;
  return new GateOvertaken(`another gate writes to ${stream}: it is at revision ${actual}, this one at ${at}`);
}
