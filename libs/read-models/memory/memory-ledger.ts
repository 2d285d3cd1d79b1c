import type { Calendar } from '@ledger/kernel/calendar';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import type { Decision } from '@ledger/stages/stage';
import { changesOfArrival } from '../changes/changes-of-arrival';
import { changesOfDecision } from '../changes/row-changes';
import type { LedgerEntry } from '../ledger-entry';
import type { LedgerRows, ProgramRows } from '../ledger-rows';
import { applyChange } from './apply-change';
import { MemoryProgramRows } from './memory-program-rows';
import { emptyTables, type MemoryTables } from './memory-tables';
import { byKey } from './sorted-rows';

/**
 * The read models in memory, for replay, simulation and tests: takes arrivals and decisions in the order in which they
 * are recorded. Lean: an object a line, no copies.
 */
export class MemoryLedger implements LedgerRows {
  private readonly byProgram = new Map<string, MemoryTables>();

  /** `calendarOf` gives the calendar of a program (RangeError for one that has no terms). */
  constructor(private readonly calendarOf: (program: string) => Calendar) {}

  arrived(arrival: Arrival): void {
    const tables = this.tablesOf(arrival.program);
    for (const change of changesOfArrival(arrival)) applyChange(tables, change);
  }

  decided(program: string, decision: Decision): void {
    const tables = this.tablesOf(program);
    for (const change of changesOfDecision(decision, this.calendarOf(program))) applyChange(tables, change);
  }

  /** Takes entries in the form in which the projector gets them. */
  apply(entries: Iterable<LedgerEntry>): void {
    for (const entry of entries) {
      if ('arrival' in entry) this.arrived(entry.arrival);
      else if ('decision' in entry) this.decided(entry.program, entry.decision);
    }
  }

  async *programs(): AsyncIterable<ProgramRows> {
    for (const [program, tables] of byKey(this.byProgram)) yield new MemoryProgramRows(program, tables);
  }

  private tablesOf(program: string): MemoryTables {
    let tables = this.byProgram.get(program);
    if (tables === undefined) this.byProgram.set(program, (tables = emptyTables()));
    return tables;
  }
}
