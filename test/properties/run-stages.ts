import { instant, type Instant } from '@ledger/kernel/instant';
import type { LedgerEvent } from '@ledger/contracts/events';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import { jsonReport } from '@ledger/read-models/report/json-report';
import { Pipeline } from '@ledger/runner/pipeline/pipeline';
import { StageSlice } from '@ledger/runner/pipeline/stage-slice';
import { readOffer } from '@ledger/runner/read-offer';
import { STAGES } from '@ledger/stages/stage';
import { readLedgerOutput, type ProgramOutput } from '../cases/ledger-output';

/** The events of a history that the gate accepts, in the order of their arrival. */
export function acceptedFacts(program: ProgramTerms, history: Iterable<unknown>): LedgerEvent[] {
  const pipeline = new Pipeline(program);
  return [...history].flatMap((value) => {
    const offer = readOffer(value);
    const { fact } = offer.envelope.program === program.name ? pipeline.judge(offer) : { fact: null };
    return fact === null ? [] : [fact.event];
  });
}

/** The ledger that follows from facts in this order, straight through the stages: the gate does not judge them again. */
export async function ledgerOf(program: ProgramTerms, facts: readonly LedgerEvent[]): Promise<ProgramOutput> {
  const ledger = new MemoryLedger(() => program.calendar);
  const stages = new StageSlice(program);
  let clock: Instant | null = null;
  for (const [index, event] of facts.entries()) {
    clock = instant(Math.max(clock ?? event.time, event.time));
    const { id, source, type: eventType } = event;
    const verdict = { type: 'accepted' } as const;
    ledger.arrived({ program: program.name, seq: index + 1, verdict, clock, id, source, eventType });
    const decisions = stages.decide({ seq: index + 1, clock, event });
    for (const stage of STAGES) for (const decision of decisions[stage]) ledger.decided(program.name, decision);
  }
  let text = '';
  for await (const piece of jsonReport(await ledgerAsOf(ledger, { termsOf: () => stages.terms, asOf: null })))
    text += piece;
  const [output] = readLedgerOutput(text).programs;
  if (output === undefined) throw new RangeError('no fact, no ledger');
  return output;
}
