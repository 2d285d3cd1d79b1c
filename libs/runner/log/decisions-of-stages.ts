import type { EventStore, RecordedEvent } from '@ledger/event-store/event-store';
import { forEachStage, NOTHING_DECIDED, type Decisions, type StageName } from '@ledger/stages/stage';
import { RecordedDecisions, type LoggedDecision, type RecordedDecisionsOptions } from './recorded-decisions';
import { categoriesOf } from './stream-names';

interface StageReader {
  readonly events: AsyncIterator<RecordedEvent>;
  readonly decided: RecordedDecisions;
}

/** Reads what several stages decided, fact by fact, each stage from its own streams. */
export class DecisionsOfStages {
  private readonly readers: readonly StageReader[];

  constructor(
    store: EventStore,
    { stages, programs }: { readonly stages: readonly StageName[]; readonly programs: readonly string[] },
    options: RecordedDecisionsOptions,
  ) {
    this.readers = stages.map((stage) => {
      const categories = programs.flatMap((program) => categoriesOf(stage, program));
      const events = store.readAll(0n, categories)[Symbol.asyncIterator]();
      return { events, decided: new RecordedDecisions(events, options) };
    });
  }

  /** The decisions on a fact, stage by stage; see `RecordedDecisions.on`. Throws DecisionCameLate. */
  async on(program: string, seq: number, at: bigint | null): Promise<readonly LoggedDecision[]> {
    const found: (readonly LoggedDecision[])[] = [];
    for (const { decided } of this.readers) found.push(await decided.on(program, seq, at));
    return found.flat();
  }

  /** Reads what is left: only then is it known that nothing came late. Throws DecisionCameLate. */
  async toEnd(): Promise<void> {
    for (const { decided } of this.readers) await decided.toEnd();
  }

  /** Ends the reading, wherever it is. */
  async close(): Promise<void> {
    for (const { events } of this.readers) await events.return?.();
  }
}

/** What the stages decided, of decisions that were found in the log. */
export function decisionsOf(found: readonly LoggedDecision[]): Decisions {
  if (found.length === 0) return NOTHING_DECIDED;
  return forEachStage((stage) =>
    found.filter((logged) => logged.stage === stage).map(({ decision }) => decision),
  ) as unknown as Decisions;
}
