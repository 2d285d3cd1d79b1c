import type { NewEvent } from '@ledger/event-store/event-store';
import type { Instant } from '@ledger/kernel/instant';
import type { PublishedTerms } from '@ledger/program/program-terms';
import { publishedBy } from '@ledger/program/terms-of-facts';
import type { KeptArrival, LedgerEntry } from '@ledger/read-models/ledger-entry';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import { forEachStage, NOTHING_DECIDED, STAGES, type Decisions, type StageName } from '@ledger/stages/stage';
import type { Offer } from './ledger-runtime';
import { arrivalEvent, inBatch, keptArrivalTime } from './log/arrival-events';
import { eventsOfDecisions } from './log/decision-events';
import { keptOf } from './log/kept-arrival';
import { factsStream } from './log/stream-names';
import type { ArrivalPlace, OriginRegister } from './origin-register';
import type { PersonalDataConcealer, PersonalValue } from './personal/conceal-personal-data';
import type { OpenPipelines } from './pipeline/open-pipelines';
import type { Pipeline, PipelineStep } from './pipeline/pipeline';
import { readOfferToRecord, type ReadOffer } from './read-offer';
import { UNASSIGNED, unassignedArrival } from './unassigned-arrival';

/** An event for a stream, and what it means to the read models. */
export interface StreamEvent {
  readonly stream: string;
  readonly event: NewEvent;
  readonly entry: LedgerEntry;
}

/** A new arrival, with what its pipeline made of it, or the place where the first answer is recorded. */
export type Outcome =
  | { readonly arrival: Arrival; readonly step: PipelineStep | null; readonly event: ReadOffer['event'] }
  | { readonly repeats: ArrivalPlace };

/** Offers as they are judged and decided, with the events that record them: arrivals first, then stage by stage. */
export class DecidedBatch {
  readonly outcomes: Outcome[] = [];
  readonly personal: PersonalValue[] = [];
  private readonly facts: StreamEvent[] = [];
  /** What each stage decided. */
  readonly decided: Record<StageName, StreamEvent[]> = forEachStage(() => []);

  constructor(
    private readonly concealer: PersonalDataConcealer,
    private readonly recordedAt: Instant | null,
    private readonly pipelines: OpenPipelines,
    private readonly origins: OriginRegister,
    private readonly nextUnassigned: () => number,
  ) {}

  /** Judges an offer, lets the stages decide on it, and notes what is to be recorded. */
  judge(offer: Offer): void {
    const repeats = this.origins.find(offer.origin);
    if (repeats !== null) {
      this.outcomes.push({ repeats });
      return;
    }
    this.judgeRead(offer, readOfferToRecord(offer.value, this.concealer, this.recordedAt));
  }

  /** Judges an offer that was read already. */
  judgeRead(offer: Offer, read: ReadOffer): { readonly arrival: Arrival; readonly decisions: Decisions } {
    const judged = this.pipelines.judge(read);
    if (judged.pipeline === null) {
      const arrival = unassignedArrival(read.envelope, this.nextUnassigned(), judged.refusal);
      this.note(offer, read, arrival, null);
      return { arrival, decisions: NOTHING_DECIDED };
    }
    const { pipeline, step } = judged;
    const { arrival, decisions } = step;
    this.note(offer, read, arrival, step);
    this.noteDecisions(decisions, arrival, pipeline);
    return { arrival, decisions };
  }

  /** How many events there are to record. */
  get size(): number {
    return STAGES.reduce((sum, stage) => sum + this.decided[stage].length, this.facts.length);
  }

  /** Everything to record, in an order in which readers may take it, the events of a stream together. */
  events(): StreamEvent[] {
    return byStream([...this.facts, ...STAGES.flatMap((stage) => this.decided[stage])]);
  }

  /** The arrivals alone, each telling of the others and of how many decisions on them are recorded after them. */
  arrivalsOfBatch(): StreamEvent[] {
    const decisions = new Map<string, number>();
    for (const stage of STAGES) {
      for (const { entry } of this.decided[stage])
        decisions.set(entry.program, (decisions.get(entry.program) ?? 0) + 1);
    }
    const first = new Map(this.facts.toReversed().map(({ entry }) => [entry.program, entry.seq]));
    const last = new Map(this.facts.map(({ entry }) => [entry.program, entry.seq]));
    const told = this.facts.map(({ stream, event, entry }) => {
      const { program, seq } = entry;
      const isLast = last.get(program) === seq;
      const batch = { fromSeq: first.get(program) ?? seq, decisions: isLast ? (decisions.get(program) ?? 0) : null };
      return { stream, entry, event: inBatch(event, batch) };
    });
    return byStream(told);
  }

  /** Calls back with the number of decisions of each stage and program. */
  countDecisions(count: (program: string, stage: StageName, decisions: number) => void): void {
    for (const stage of STAGES) {
      const byProgram = new Map<string, number>();
      for (const { entry } of this.decided[stage]) {
        byProgram.set(entry.program, (byProgram.get(entry.program) ?? 0) + 1);
      }
      for (const [program, decisions] of byProgram) count(program, stage, decisions);
    }
  }

  arrivals(): Arrival[] {
    return this.outcomes.flatMap((outcome) => ('arrival' in outcome ? [outcome.arrival] : []));
  }

  private note(offer: Offer, read: ReadOffer, arrival: Arrival, step: PipelineStep | null): void {
    const { program, seq } = arrival;
    const { duplicateOf, factNumber } = step ?? { duplicateOf: null, factNumber: null };
    this.outcomes.push({ arrival, step, event: read.event });
    this.origins.note(offer.origin, { program, seq });
    const kept = program === UNASSIGNED ? this.unassignedOffer(offer, read) : read;
    if (duplicateOf === null) for (const value of kept.personal) this.personal.push(value);
    this.facts.push({
      stream: factsStream(program),
      event: arrivalEvent(arrival, kept, { duplicateOf, factNumber }, offer.origin, this.recordedAt),
      entry: { program, seq, arrival, kept: this.keptOf(arrival, kept, duplicateOf), ...publishedOf(step) },
    });
  }

  private keptOf(arrival: Arrival, offer: ReadOffer, duplicateOf: number | null): KeptArrival {
    const { content, body } = offer;
    const arrivedAt = keptArrivalTime(arrival.verdict, this.recordedAt);
    const event = duplicateOf === null ? offer.event : null;
    return keptOf(arrival, { arrivedAt, event, body, content });
  }

  /** Notes an arrival with a verdict that it got before; nobody decides on it. */
  keep(offer: Offer, read: ReadOffer, arrival: Arrival): void {
    this.note(offer, read, arrival, null);
  }

  /** Nobody knows what the fields of an unknown program's events say: the whole body is kept apart. */
  private unassignedOffer(offer: Offer, read: ReadOffer): ReadOffer {
    if (read.body !== null) return read;
    const body = this.concealer.concealBody(offer.value);
    return { ...read, event: null, body: body.ref, personal: [body] };
  }

  private noteDecisions(decisions: Decisions, arrival: Arrival, { terms }: Pipeline): void {
    const { program, seq } = arrival;
    for (const decided of eventsOfDecisions(arrival, decisions, terms.calendar)) {
      const { stage, stream, event, decision } = decided;
      this.decided[stage].push({ stream, event, entry: { program, seq, decision } });
    }
  }
}

function publishedOf(step: PipelineStep | null): { readonly published?: PublishedTerms } {
  const published = step === null || step.fact === null ? null : publishedBy(step.fact.event);
  return published === null ? {} : { published };
}

/** The events stream by stream, in the order in which the streams first occur. */
function byStream(events: readonly StreamEvent[]): StreamEvent[] {
  const streams = new Map<string, StreamEvent[]>();
  for (const event of events) {
    const known = streams.get(event.stream);
    if (known === undefined) streams.set(event.stream, [event]);
    else known.push(event);
  }
  return [...streams.values()].flat();
}
