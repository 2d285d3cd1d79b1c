import type { Calendar } from '@ledger/kernel/calendar';
import type { NewEvent, RecordedEvent } from '@ledger/event-store/event-store';
import { dataFromWire, dataToWire } from '@ledger/stages/codec';
import { STAGES, type Decision, type Decisions, type StageName } from '@ledger/stages/stage';
import { eventIdOf } from './event-id';
import { readRecorded, recordedType } from './recorded-kinds';
import { EDITION, streamOf } from './stream-names';

/** A decision with its place: the how-manieth that a stage gave on the fact at `seq`. */
export interface PlacedDecision {
  readonly program: string;
  readonly seq: number;
  readonly stage: StageName;
  readonly index: number;
  readonly decision: Decision;
}

export interface DecisionEvent {
  readonly stream: string;
  readonly event: NewEvent;
}

/** A decision as an event of its aggregate's stream; its id follows from its place, so that deciding again gives the same. */
export function decisionEvent(placed: PlacedDecision, factId: string, calendar: Calendar): DecisionEvent {
  const { program, seq, stage, index, decision } = placed;
  return {
    stream: streamOf(program, decision, calendar),
    event: {
      id: eventIdOf(`${EDITION}/${program}/${seq}/${stage}/${index}`),
      type: recordedType(decision.type),
      data: dataToWire(decision),
      metadata: { fact: factId, index, program, seq, stage },
    },
  };
}

/** Something decided on a fact, as the event that records it. */
export interface DecidedEvent extends DecisionEvent {
  readonly stage: StageName;
  readonly decision: Decision;
}

/** What stages decided on a fact, as events, stage by stage. */
export function* eventsOfDecisions(
  { program, seq, id }: { readonly program: string; readonly seq: number; readonly id: string },
  decisions: Decisions,
  calendar: Calendar,
  stages: readonly StageName[] = STAGES,
): Generator<DecidedEvent> {
  for (const stage of stages) {
    for (const [index, decision] of decisions[stage].entries()) {
      yield { stage, decision, ...decisionEvent({ program, seq, stage, index, decision }, id, calendar) };
    }
  }
}

/** The decision in a recorded event (the inverse of `decisionEvent`). Throws TypeError for an event of another kind. */
export function placedDecision(recorded: RecordedEvent): PlacedDecision {
  const { program, seq, stage, index } = recorded.metadata;
  if (typeof program !== 'string' || typeof seq !== 'number' || typeof index !== 'number') {
    throw new TypeError(`${recorded.stream}@${recorded.revision}: ${recorded.type} is no decision of a stage`);
  }
  const { kind, data } = readRecorded(recorded);
  const decision = dataFromWire(kind, data);
  return { program, seq, stage: stage as StageName, index, decision };
}
