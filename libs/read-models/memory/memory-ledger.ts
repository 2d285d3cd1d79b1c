import type { Calendar } from '@ledger/kernel/calendar';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import type { Decision } from '@ledger/stages/stage';
import type { LedgerEntry } from '../ledger-entry';
import type { LedgerRows, ProgramRows } from '../ledger-rows';
import { applyArrival, applyDecision, type ProgramStore } from '../projection/apply-entry';
import { MemoryProgramRows } from './memory-program-rows';
import { emptyTables, storeOf, type MemoryTables } from './memory-tables';
import { byKey } from './sorted-rows';

interface MemoryProgram {
  readonly tables: MemoryTables;
  readonly store: ProgramStore;
  /** Of what arrived last. */
  seq: number;
}

/**
 * The read models in memory, for replay, simulation and tests: takes arrivals and decisions in the order in which they
 * are recorded. Lean: an object a line, no copies.
 */
export class MemoryLedger implements LedgerRows {
  private readonly byProgram = new Map<string, MemoryProgram>();

  /** `calendarOf` gives the calendar of a program (RangeError for one that has no terms). */
  constructor(private readonly calendarOf: (program: string) => Calendar) {}

  arrived(arrival: Arrival): void {
    const program = this.programOf(arrival.program);
    program.seq = arrival.seq;
    applyArrival(program.store, arrival, () => this.calendarOf(arrival.program));
  }

  /** What was decided on what arrived last of the program. */
  decided(program: string, decision: Decision): void {
    const { store, seq } = this.programOf(program);
    applyDecision(store, seq, decision, this.calendarOf(program));
  }

  /** Takes entries in the form in which the projector gets them. */
  apply(entries: Iterable<LedgerEntry>): void {
    for (const entry of entries) {
      if ('arrival' in entry) this.arrived(entry.arrival);
      else if ('decision' in entry) this.decided(entry.program, entry.decision);
    }
  }

  async *programs(): AsyncIterable<ProgramRows> {
    for (const [program, { tables }] of byKey(this.byProgram)) yield new MemoryProgramRows(program, tables);
  }

  private programOf(name: string): MemoryProgram {
    let program = this.byProgram.get(name);
    if (program === undefined) {
      const tables = emptyTables();
      this.byProgram.set(name, (program = { tables, store: storeOf(tables), seq: 0 }));
    }
    return program;
  }
}
