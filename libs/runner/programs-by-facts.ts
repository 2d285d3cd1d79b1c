import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { TermsOfFacts } from '@ledger/program/terms-of-facts';
import { judgedAgain, recordedArrival } from './log/arrival-events';
import { FACTS_CATEGORY } from './log/stream-names';

/**
 * The programs with the versions that facts published, for whoever shows what was judged by them. Not for lanes: they
 * begin with the programs in force and record the facts themselves.
 */
export async function programsByFacts(store: EventStore, inForce: readonly ProgramTerms[]): Promise<ProgramTerms[]> {
  const programs = new Map(inForce.map((program) => [program.program, new TermsOfFacts(program)]));
  for await (const event of store.readAll(0n, [FACTS_CATEGORY])) {
    const recorded = recordedArrival(event);
    const { program, eventType, verdict } = recorded.arrival;
    if (eventType !== 'terms.published' || verdict.type !== 'accepted') continue;
    const { read } = judgedAgain(recorded).offered;
    if (read?.ok === true) programs.get(program)?.record(read.event);
  }
  return [...programs.values()];
}
