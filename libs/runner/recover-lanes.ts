import type { EventStore, RecordedEvent } from '@ledger/event-store/event-store';
import { NOTHING_DECIDED, STAGES, type Decision, type Decisions, type StageName } from '@ledger/stages/stage';
import { judgedAgain, recordedArrival } from './log/arrival-events';
import { RecordedDecisions } from './log/recorded-decisions';
import type { Revisions } from './log/revisions';
import { categoriesOf, FACTS_CATEGORY } from './log/stream-names';
import type { OriginRegister } from './origin-register';
import type { ProgramLane } from './program-lane';
import { TermsDiffer } from './publish-terms';
import { UNASSIGNED } from './unassigned-arrival';

/** More events than one append of this runtime has: what was decided on a fact stands within so many positions of it. */
const APPEND_SPAN = 100_000n;

export interface Recovery {
  readonly store: EventStore;
  readonly lanes: ReadonlyMap<string, ProgramLane>;
  readonly origins: OriginRegister;
  readonly revisions: Revisions;
}

/** What was found in the log. */
export interface Recovered {
  readonly arrivals: number;
  readonly unassigned: number;
}

/**
 * Brings the lanes of the embedded runtime to where the log ends: the same facts, with the verdicts and decisions that
 * were recorded on them. Throws TermsDiffer for facts of a program that has no lane.
 */
export async function recoverLanes({ store, lanes, origins, revisions }: Recovery): Promise<Recovered> {
  const seen = ({ stream, revision }: RecordedEvent) => revisions.seen(stream, revision);
  const readers = Object.fromEntries(
    STAGES.map((stage) => {
      const categories = [...lanes.keys()].flatMap((program) => categoriesOf(stage, program));
      const events = store.readAll(0n, categories)[Symbol.asyncIterator]();
      return [stage, new RecordedDecisions(events, seen)];
    }),
  ) as Record<StageName, RecordedDecisions>;
  let arrivals = 0;
  let unassigned = 0;
  for await (const event of store.readAll(0n, [FACTS_CATEGORY])) {
    seen(event);
    arrivals += 1;
    const recorded = recordedArrival(event);
    const { program, seq, verdict } = recorded.arrival;
    origins.note(recorded.origin, { program, seq });
    if (program === UNASSIGNED) {
      unassigned += 1;
      continue;
    }
    const lane = lanes.get(program);
    if (lane === undefined) throw new TermsDiffer(withoutTerms(program));
    const { offered, judgement } = judgedAgain(recorded);
    const decisions =
      verdict.type === 'accepted' ? await decisionsOn(readers, program, seq, event.position) : NOTHING_DECIDED;
    lane.resume(seq, offered, judgement, decisions);
  }
  return { arrivals, unassigned };
}

async function decisionsOn(
  readers: Record<StageName, RecordedDecisions>,
  program: string,
  seq: number,
  position: bigint,
): Promise<Decisions> {
  const found: Partial<Record<StageName, readonly Decision[]>> = {};
  for (const stage of STAGES) found[stage] = await readers[stage].on(program, seq, position + APPEND_SPAN);
  return found as unknown as Decisions;
}

function withoutTerms(program: string): string {
  return `this ledger has facts of program ${program}, but its terms are not on file: put them back, or name their file in LEDGER_TERMS`;
}
