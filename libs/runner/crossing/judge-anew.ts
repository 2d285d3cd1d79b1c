import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import type { Decisions } from '@ledger/stages/stage';
import { judgeOfferedAgain } from '../offered-again';
import { OriginRegister } from '../origin-register';
import { OpenPipelines } from '../pipeline/open-pipelines';
import { DecidedBatch } from '../decided-batch';
import { UNASSIGNED } from '../unassigned-arrival';
import { arrivalsOfFirstEdition, type Ends, type FirstEditionLog } from './arrivals-of-first-edition';

export interface JudgedAnew {
  readonly before: Arrival;
  readonly now: Arrival;
  /** The event, as it is offered to the rules again. */
  readonly value: unknown;
  readonly decisions: Decisions;
}

/** A page of arrivals as this edition judges and decides them, with everything that is to be recorded of them. */
export interface PageAnew {
  readonly batch: DecidedBatch;
  readonly judged: readonly JudgedAnew[];
}

export interface RulesAnew extends FirstEditionLog {
  readonly programs: readonly ProgramTerms[];
}

/** Judges and decides a log of the first edition anew, in the order of arrival; the same log gives the same, again and again. */
export async function* judgeAnew(log: RulesAnew, ends: Ends): AsyncGenerator<PageAnew> {
  const pipelines = new OpenPipelines();
  for (const program of log.programs) pipelines.open(program);
  const origins = new OriginRegister();
  const seqs = new Map<string, number>();
  const nextSeq = (program: string) => (seqs.get(program) ?? 0) + 1;
  for await (const page of arrivalsOfFirstEdition(log, ends)) {
    const batch = new DecidedBatch(log.concealer, null, pipelines, origins, () => nextSeq(UNASSIGNED));
    const judged = page.map((again): JudgedAnew => {
      const { arrival: before } = again.recorded;
      const pipeline = pipelines.get(before.program) ?? null;
      const { arrival: now, decisions } = judgeOfferedAgain(batch, again, pipeline, nextSeq(before.program));
      seqs.set(now.program, now.seq);
      return { before, now, decisions, value: again.value };
    });
    yield { batch, judged };
  }
}
