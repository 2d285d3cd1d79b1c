import type { EventStore, RecordedEvent } from '@ledger/event-store/event-store';
import { EventStoreError } from '@ledger/event-store/event-store-error';
import { NOTHING_DECIDED, STAGES, type Decision, type Decisions, type StageName } from '@ledger/stages/stage';
import { recordedArrival } from '../log/arrival-events';
import { placedDecision, type PlacedDecision } from '../log/decision-events';
import { categoriesOf, factsStream } from '../log/stream-names';
import { stagedFactOf } from './recorded-facts';
import type { ReferredFact, StagedFact } from './staged-fact';

/**
 * The fact that a record refers to, with what was decided on it: the stage before recorded both before it passed the
 * reference on. Read from the arrival on, in the streams of each stage, until all is found.
 *
 * @throws EventStoreError: `not_ready` where the log does not show all of it (yet), `failed` where it has another fact there
 */
export async function referredFact(store: EventStore, referred: ReferredFact): Promise<StagedFact> {
  const { program, seq, decided, traceparent } = referred;
  const arrived = await arrivalOf(store, referred);
  const staged = stagedFactOf(recordedArrival(arrived));
  if (staged === null || staged.factNumber !== referred.factNumber || staged.fact.event.id !== referred.id) {
    const what = `the record refers to the fact ${referred.id}, number ${referred.factNumber}`;
    throw new EventStoreError('failed', `${what}, but entry ${seq} of ${factsStream(program)} is another one`);
  }
  const decisions: Partial<Record<StageName, readonly Decision[]>> = {};
  for (const stage of STAGES) {
    const count = decided[stage] ?? 0;
    if (count > 0) decisions[stage] = await decidedOn(store, referred, { stage, count, after: arrived.position });
  }
  const decidedSoFar = { ...NOTHING_DECIDED, ...(decisions as Partial<Decisions>) };
  return { ...staged, decisions: decidedSoFar, ...(traceparent === undefined ? {} : { traceparent }) };
}

/** Revisions count from 0, and the entries of a program's log from 1. */
async function arrivalOf(store: EventStore, { program, seq }: ReferredFact): Promise<RecordedEvent> {
  for await (const event of store.read(factsStream(program), BigInt(seq - 1), 1)) return event;
  throw notThere(`${factsStream(program)} has no entry ${seq}`);
}

interface Sought {
  readonly stage: StageName;
  readonly count: number;
  readonly after: bigint;
}

async function decidedOn(store: EventStore, { program, seq }: ReferredFact, { stage, count, after }: Sought) {
  const found: PlacedDecision[] = [];
  for await (const event of store.readAll(after, categoriesOf(stage, program))) {
    if (event.metadata['seq'] !== seq) continue;
    found.push(placedDecision(event));
    if (found.length === count) return found.sort((a, b) => a.index - b.index).map(({ decision }) => decision);
  }
  throw notThere(
    `of ${count} decisions of ${stage} on entry ${seq} of ${factsStream(program)}, ${found.length} are there`,
  );
}

function notThere(what: string): EventStoreError {
  return new EventStoreError(
    'not_ready',
    `${what}: a record refers to more. Is the event store behind, or another one?`,
  );
}
