import type { Calendar } from '@ledger/kernel/calendar';
import type { JsonObject } from '@ledger/event-store/json-value';
import type { NewEvent, RecordedEvent } from '@ledger/event-store/event-store';
import { dataFromWire, dataToWire } from '@ledger/stages/codec';
import type { Decision, StageName } from '@ledger/stages/stage';
import { versionOfDecision } from '@ledger/stages/decision-versions';
import { eventIdOf } from './event-id';
import { streamOf } from './stream-names';

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
      id: eventIdOf(`${program}/${seq}/${stage}/${index}`),
      type: recordedType(decision.type),
      data: dataToWire(decision),
      metadata: { fact: factId, index, program, seq, stage },
    },
  };
}

function recordedType(type: Decision['type']): string {
  return `${type}.v${versionOfDecision(type)}`;
}

/** The decision in a recorded event (the inverse of `decisionEvent`). Throws TypeError for an event of another kind. */
export function placedDecision(recorded: RecordedEvent): PlacedDecision {
  const { program, seq, stage, index } = recorded.metadata;
  const known = typeof program === 'string' && typeof seq === 'number' && typeof index === 'number';
  const type = recorded.type.replace(/\.v\d+$/, '') as Decision['type'];
  if (!known || recorded.type !== recordedType(type)) {
    throw new TypeError(
      `${recorded.stream}@${recorded.revision}: ${recorded.type} is no decision that this version reads`,
    );
  }
  const decision = dataFromWire(type, recorded.data as JsonObject);
  return { program, seq, stage: stage as StageName, index, decision };
}
