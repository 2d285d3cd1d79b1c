import type { Calendar } from '@ledger/kernel/calendar';
import type { LedgerEntry } from '../../ledger-entry';
import { applyEntry } from '../../projection/apply-entry';
import { rejected } from '../../tables/rejected';
import { FoldedProgram } from './folded-program';

/** The program of what belongs to none. */
const UNASSIGNED = '';

/** Folds the entries of a batch, in their order, to one row per key and program. */
export function foldBatch(
  entries: readonly LedgerEntry[],
  calendarOf: (program: string) => Calendar,
): readonly FoldedProgram[] {
  const programs = new Map<string, FoldedProgram>();
  const foldedOf = (program: string): FoldedProgram => {
    let folded = programs.get(program);
    if (folded === undefined) programs.set(program, (folded = new FoldedProgram(program)));
    return folded;
  };
  for (const entry of entries) {
    const { program, seq } = entry;
    applyEntry(foldedOf(program).store, entry, calendarOf);
    if (!('arrival' in entry) || entry.arrival.verdict.type !== 'accepted') continue;
    // What named no known program at first may have been sent again to one.
    const { source, id } = entry.arrival;
    foldedOf(UNASSIGNED).of(rejected).accept({ program, source, id, seq });
  }
  return [...programs.values()];
}
