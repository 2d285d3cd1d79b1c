import type { EventStore, RecordedEvent } from '@ledger/event-store/event-store';
import { Fault } from '@ledger/kernel/fault';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { STAGES } from '@ledger/stages/stage';
import { decideAgain, readLastBatches, type DecidedAgain, type LastBatch, type ArrivalFound } from './last-batches';
import { appendByStage } from './log/append-by-stage';
import { judgedAgain, recordedArrival, type RecordedArrival } from './log/arrival-events';
import { decisionsOf, DecisionsOfStages } from './log/decisions-of-stages';
import { keepingOlderForms } from './log/keep-older-forms';
import { lookingFarEnough, type Lookahead } from './log/recorded-decisions';
import { RecoveredStreams, RecoveryDiffers } from './log/recovered-streams';
import { Revisions } from './log/revisions';
import { FACTS_CATEGORY } from './log/stream-names';
import { inTodaysForm } from './log/todays-form';
import { OriginRegister } from './origin-register';
import type { PersonalDataConcealer } from './personal/conceal-personal-data';
import { OpenPipelines } from './pipeline/open-pipelines';
import type { Pipeline } from './pipeline/pipeline';
import { UNASSIGNED } from './unassigned-arrival';

/** The log has facts of a program, and no terms of it. */
export class ProgramUnknown extends Fault {
  override readonly name = 'ProgramUnknown';
  override readonly kind = 'mend';
}

/** What the embedded runtime has in memory where its log ends. */
export interface Recovered {
  readonly pipelines: OpenPipelines;
  readonly origins: OriginRegister;
  readonly revisions: Revisions;
  /** How many arrivals belong to no program. */
  readonly unassigned: number;
}

/**
 * Brings the pipelines of the embedded runtime to where the log ends, from what its programs begin with: the same facts, with
 * the verdicts and decisions that were recorded on them. A batch whose recording was cut off, or what the stages of a
 * cluster had not come to (`decidedTo`, see `readLastBatches`), is decided again, and what is missing of it recorded.
 * @throws ProgramUnknown for facts of a program that is not among them; LogBroken where an event is not what was
 *   recorded; RecoveryDiffers where the store has something else than was taken up
 */
export async function recoverPipelines(
  store: EventStore,
  programs: readonly ProgramTerms[],
  concealer: PersonalDataConcealer,
  decidedTo?: ReadonlyMap<string, number>,
): Promise<Recovered> {
  const lastBatches = await readLastBatches(store, programs, decidedTo);
  const recovery = await lookingFarEnough(async (lookahead) => {
    const attempt = new Recovery(store, programs, concealer, lastBatches, lookahead);
    await attempt.read();
    return attempt;
  });
  await recovery.recordMissing();
  await recovery.streams.checkHeads(store);
  return recovery;
}

/** Records what is missing of batches that were cut off, for a runtime that would take them as they are. */
export async function finishLastBatches(
  store: EventStore,
  programs: readonly ProgramTerms[],
  concealer: PersonalDataConcealer,
): Promise<void> {
  if ((await readLastBatches(store, programs)).size > 0) await recoverPipelines(store, programs, concealer);
}

class Recovery implements Recovered {
  readonly pipelines = new OpenPipelines();
  readonly origins = new OriginRegister();
  readonly revisions = new Revisions();
  readonly streams = new RecoveredStreams();
  unassigned = 0;
  private readonly recorded: DecisionsOfStages;
  /** Arrivals of a program's last batch, until all of them are read. */
  private readonly held = new Map<string, ArrivalFound[]>();
  private readonly missing: DecidedAgain[] = [];

  constructor(
    private readonly store: EventStore,
    programs: readonly ProgramTerms[],
    private readonly concealer: PersonalDataConcealer,
    private readonly lastBatches: ReadonlyMap<string, LastBatch>,
    lookahead: Lookahead,
  ) {
    for (const program of programs) this.pipelines.open(program);
    const onEvent = (event: RecordedEvent) => this.streams.noteRead(event);
    const names = programs.map(({ name }) => name);
    this.recorded = new DecisionsOfStages(store, { stages: STAGES, programs: names }, { lookahead, onEvent });
  }

  async read(): Promise<void> {
    try {
      for await (const event of this.store.readAll(0n, [FACTS_CATEGORY])) {
        this.streams.noteRead(event);
        this.noteFollowed(event);
        await this.follow(inTodaysForm(recordedArrival(event), this.concealer), event.position);
      }
      await this.recorded.toEnd();
    } finally {
      await this.recorded.close();
    }
  }

  /** Records what was decided again, as it would have been recorded the first time. Throws RecoveryDiffers. */
  async recordMissing(): Promise<void> {
    const store = keepingOlderForms(this.store);
    for (const { program, byStage } of this.missing) {
      const conflict = await appendByStage(store, this.revisions, byStage, (requests) => {
        for (const { stream, expectedRevision, events } of requests) {
          this.streams.noteAppended({ stream, revision: expectedRevision + BigInt(events.length) });
        }
      });
      if (conflict !== null) throw new RecoveryDiffers(decidesOtherwise(program, conflict.stream));
    }
  }

  private async follow(recorded: RecordedArrival, position: bigint): Promise<void> {
    const { program, seq, verdict } = recorded.arrival;
    this.origins.note(recorded.origin, { program, seq });
    if (program === UNASSIGNED) {
      this.unassigned += 1;
      return;
    }
    const pipeline = this.pipelines.get(program);
    if (pipeline === undefined) throw new ProgramUnknown(withoutTerms(program));
    const found = verdict.type === 'accepted' ? await this.recorded.on(program, seq, position) : [];
    const last = this.lastBatches.get(program);
    if (last === undefined || seq < last.fromSeq) return this.resume(pipeline, { recorded, found });
    const held = this.held.get(program) ?? [];
    this.held.set(program, held);
    held.push({ recorded, found });
    if (seq === last.toSeq) this.followLastBatch(pipeline, held, last);
  }

  private followLastBatch(pipeline: Pipeline, held: readonly ArrivalFound[], last: LastBatch): void {
    const decisions = held.reduce((sum, { found }) => sum + found.length, 0);
    if (decisions === last.decisions) for (const entry of held) this.resume(pipeline, entry);
    else this.missing.push(decideAgain(pipeline, held));
  }

  private resume(pipeline: Pipeline, { recorded, found }: ArrivalFound): void {
    const { offered, judgement } = judgedAgain(recorded);
    for (const logged of found) this.noteFollowed(logged);
    pipeline.resume(recorded.arrival.seq, offered, judgement, decisionsOf(found));
  }

  private noteFollowed(recorded: { readonly stream: string; readonly revision: bigint }): void {
    this.streams.noteTaken(recorded);
    this.revisions.seen(recorded.stream, recorded.revision);
  }
}

function withoutTerms(program: string): string {
  return `this ledger has facts of program ${program}, but nothing in its log says by which terms: was it begun by a release before that kept them in files?`;
}

function decidesOtherwise(program: string, stream: string): string {
  return (
    `program ${program}: what was being recorded when the ledger stopped is not what this version decides on the same facts ` +
    `(stream ${stream}): start the version that stopped once, and then this one`
  );
}
