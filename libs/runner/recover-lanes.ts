import type { EventStore, RecordedEvent } from '@ledger/event-store/event-store';
import { Fault } from '@ledger/kernel/fault';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { NOTHING_DECIDED, STAGES, type Decision, type Decisions, type StageName } from '@ledger/stages/stage';
import { decideAgain, readLastBatches, type DecidedAgain, type LastBatch, type TakenUp } from './last-batches';
import { appendDecided } from './log/append-decided';
import { judgedAgain, recordedArrival, type RecordedArrival } from './log/arrival-events';
import { keepingOlderForms } from './log/keep-older-forms';
import { lookingFarEnough, RecordedDecisions, type LoggedDecision, type Lookahead } from './log/recorded-decisions';
import { RecoveredStreams, RecoveryDiffers } from './log/recovered-streams';
import { Revisions } from './log/revisions';
import { categoriesOf, FACTS_CATEGORY } from './log/stream-names';
import { inTodaysForm } from './log/todays-form';
import { OriginRegister } from './origin-register';
import type { PersonalDataConcealer } from './personal/conceal-personal-data';
import { OpenLanes } from './open-lanes';
import { ProgramLane } from './program-lane';
import { UNASSIGNED } from './unassigned-arrival';

/** The log has facts of a program, and no terms of it. */
export class ProgramUnknown extends Fault {
  override readonly name = 'ProgramUnknown';
  override readonly kind = 'mend';
}

/** What the embedded runtime has in memory where its log ends. */
export interface Recovered {
  readonly lanes: OpenLanes<ProgramLane>;
  readonly origins: OriginRegister;
  readonly revisions: Revisions;
  /** How many arrivals belong to no program. */
  readonly unassigned: number;
}

/**
 * Brings the lanes of the embedded runtime to where the log ends, from what its programs begin with: the same facts, with
 * the verdicts and decisions that were recorded on them. A batch whose recording was cut off, or what the stages of a
 * cluster had not come to (`decidedTo`, see `readLastBatches`), is decided again, and what is missing of it recorded.
 * @throws ProgramUnknown for facts of a program that is not among them; LogBroken where an event is not what was
 *   recorded; RecoveryDiffers where the store has something else than was taken up
 */
export async function recoverLanes(
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
  if ((await readLastBatches(store, programs)).size > 0) await recoverLanes(store, programs, concealer);
}

class Recovery implements Recovered {
  readonly lanes = new OpenLanes((program) => new ProgramLane(program));
  readonly origins = new OriginRegister();
  readonly revisions = new Revisions();
  readonly streams = new RecoveredStreams();
  unassigned = 0;
  private readonly readers: Readonly<Record<StageName, RecordedDecisions>>;
  /** Arrivals of a program's last batch, until all of them are read. */
  private readonly held = new Map<string, TakenUp[]>();
  private readonly missing: DecidedAgain[] = [];

  constructor(
    private readonly store: EventStore,
    programs: readonly ProgramTerms[],
    private readonly concealer: PersonalDataConcealer,
    private readonly lastBatches: ReadonlyMap<string, LastBatch>,
    lookahead: Lookahead,
  ) {
    for (const program of programs) this.lanes.open(program);
    const onEvent = (event: RecordedEvent) => this.streams.noteRead(event);
    const readerOf = (stage: StageName) => {
      const categories = programs.flatMap(({ program }) => categoriesOf(stage, program));
      return new RecordedDecisions(store.readAll(0n, categories)[Symbol.asyncIterator](), { lookahead, onEvent });
    };
    this.readers = Object.fromEntries(STAGES.map((stage) => [stage, readerOf(stage)])) as typeof this.readers;
  }

  async read(): Promise<void> {
    for await (const event of this.store.readAll(0n, [FACTS_CATEGORY])) {
      this.streams.noteRead(event);
      this.taken(event);
      await this.takeUp(inTodaysForm(recordedArrival(event), this.concealer), event.position);
    }
    for (const stage of STAGES) await this.readers[stage].toEnd();
  }

  /** Records what was decided again, as it would have been recorded the first time. Throws RecoveryDiffers. */
  async recordMissing(): Promise<void> {
    const store = keepingOlderForms(this.store);
    for (const { program, byStage } of this.missing) {
      for (const stage of STAGES) {
        const requests = this.revisions.requestsFor(byStage[stage]);
        if (requests.length === 0) continue;
        const conflict = await appendDecided(store, requests);
        if (conflict !== null) throw new RecoveryDiffers(decidesOtherwise(program, conflict.stream));
        for (const { stream, expectedRevision, events } of requests) {
          this.streams.noteAppended({ stream, revision: expectedRevision + BigInt(events.length) });
        }
      }
    }
  }

  private async takeUp(recorded: RecordedArrival, position: bigint): Promise<void> {
    const { program, seq, verdict } = recorded.arrival;
    this.origins.note(recorded.origin, { program, seq });
    if (program === UNASSIGNED) {
      this.unassigned += 1;
      return;
    }
    const lane = this.lanes.get(program);
    if (lane === undefined) throw new ProgramUnknown(withoutTerms(program));
    const found = verdict.type === 'accepted' ? await this.foundOn(program, seq, position) : [];
    const last = this.lastBatches.get(program);
    if (last === undefined || seq < last.fromSeq) return this.resume(lane, { recorded, found });
    const held = this.held.get(program) ?? [];
    this.held.set(program, held);
    held.push({ recorded, found });
    if (seq === last.toSeq) this.takeUpLastBatch(lane, held, last);
  }

  private takeUpLastBatch(lane: ProgramLane, held: readonly TakenUp[], last: LastBatch): void {
    const decisions = held.reduce((sum, { found }) => sum + found.length, 0);
    if (decisions === last.decisions) for (const entry of held) this.resume(lane, entry);
    else this.missing.push(decideAgain(lane, held));
  }

  private resume(lane: ProgramLane, { recorded, found }: TakenUp): void {
    const { offered, judgement } = judgedAgain(recorded);
    for (const logged of found) this.taken(logged);
    lane.resume(recorded.arrival.seq, offered, judgement, decisionsOf(found));
  }

  private taken(recorded: { readonly stream: string; readonly revision: bigint }): void {
    this.streams.noteTaken(recorded);
    this.revisions.seen(recorded.stream, recorded.revision);
  }

  private async foundOn(program: string, seq: number, position: bigint): Promise<readonly LoggedDecision[]> {
    const found: (readonly LoggedDecision[])[] = [];
    for (const stage of STAGES) found.push(await this.readers[stage].on(program, seq, position));
    return found.flat();
  }
}

function decisionsOf(found: readonly LoggedDecision[]): Decisions {
  if (found.length === 0) return NOTHING_DECIDED;
  const decisions: Partial<Record<StageName, readonly Decision[]>> = {};
  for (const stage of STAGES) {
    decisions[stage] = found.filter((logged) => logged.stage === stage).map(({ decision }) => decision);
  }
  return decisions as unknown as Decisions;
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
