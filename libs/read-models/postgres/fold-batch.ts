import type { Calendar } from '@ledger/kernel/calendar';
import { changesOfArrival, changesOfDecision } from '../changes/row-changes';
import type { LedgerEntry } from '../ledger-entry';
import { FoldedProgram } from './folded-program';

/** Folds the entries of a batch, in their order, to one row per key and program. */
export function foldBatch(
  entries: readonly LedgerEntry[],
  calendarOf: (program: string) => Calendar,
): readonly FoldedProgram[] {
  const programs = new Map<string, FoldedProgram>();
  for (const entry of entries) {
    let folded = programs.get(entry.program);
    if (folded === undefined) programs.set(entry.program, (folded = new FoldedProgram(entry.program)));
    const changes =
      'arrival' in entry
        ? changesOfArrival(entry.arrival)
        : changesOfDecision(entry.decision, calendarOf(entry.program));
    for (const change of changes) folded.apply(entry.seq, change);
  }
  return [...programs.values()];
}
