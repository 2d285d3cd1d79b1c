import type { Calendar } from '@ledger/kernel/calendar';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import type { Decision } from '@ledger/stages/stage';
import { byPosting } from '../journal/posting-order';
import type { JournalRows, PlacedEvent } from '../journal/journal-rows';
import { applyArrival, applyDecision, type ProgramStore } from '../projection/apply-entry';
import { TABLES } from '../projection/tables';
import type { PostingRow } from '../tables/postings';
import { programs } from '../tables/programs';
import { statementMonths } from '../tables/statement-months';
import { trialBalance } from '../tables/trial-balance';
import { MemorySums } from './memory-rows';
import { byKey } from './sorted-rows';

interface JournalOfProgram {
  readonly tables: ReturnType<typeof emptyTables>;
  readonly store: ProgramStore;
  /** The accepted event that came last. */
  last: PlacedEvent | null;
  /** The events that posted something. */
  readonly events: PlacedEvent[];
  seq: number;
}

/** The journal alone, in memory, for a replay that prints it: a posting and its event, nothing of lines and payouts. */
export class MemoryJournal {
  private readonly byProgram = new Map<string, JournalOfProgram>();

  /** `calendarOf` gives the calendar of a program (RangeError for one that has no terms). */
  constructor(private readonly calendarOf: (program: string) => Calendar) {}

  arrived(arrival: Arrival): void {
    const program = this.programOf(arrival.program);
    const { seq, source, id, eventType, verdict } = arrival;
    program.seq = seq;
    program.last = verdict.type === 'accepted' ? { seq, source, id, eventType } : null;
    applyArrival(program.store, arrival, () => this.calendarOf(arrival.program));
  }

  /** What was decided on what arrived last of the program. */
  decided(name: string, decision: Decision): void {
    const program = this.programOf(name);
    const { tables, store, last, events, seq } = program;
    const before = tables.postings.rows.length;
    applyDecision(store, seq, decision, this.calendarOf(name));
    if (last !== null && tables.postings.rows.length > before && events.at(-1) !== last) events.push(last);
  }

  /** By the names of the programs. */
  *programs(): Iterable<JournalRows> {
    for (const [program, { tables, events }] of byKey(this.byProgram)) yield journalRows(program, tables, events);
  }

  private programOf(name: string): JournalOfProgram {
    let program = this.byProgram.get(name);
    if (program === undefined) {
      const tables = emptyTables();
      const store = TABLES.map((table) => (tables as Readonly<Record<string, object>>)[table.name] ?? null);
      this.byProgram.set(name, (program = { tables, store, last: null, events: [], seq: 0 }));
    }
    return program;
  }
}

function emptyTables() {
  return {
    programs: new MemorySums(programs),
    statement_months: new MemorySums(statementMonths),
    trial_balance: new MemorySums(trialBalance),
    postings: new MemoryPostings(),
  };
}

class MemoryPostings {
  readonly rows: PostingRow[] = [];

  append(row: PostingRow): void {
    this.rows.push(row);
  }
}

function journalRows(program: string, tables: JournalOfProgram['tables'], events: readonly PlacedEvent[]): JournalRows {
  const { clock = null, arrivals = 0, ignored = 0, lastSeq = 0 } = tables.programs.rows.only() ?? {};
  return {
    about: { program, clock, arrivals, ignored, lastSeq },
    months: () => given(tables.statement_months.rows.sorted()),
    trialBalance: () => given(tables.trial_balance.rows.sorted()),
    postings: () => given(tables.postings.rows.sort(byPosting)),
    events: () => given(events),
  };
}

async function* given<T>(rows: Iterable<T>): AsyncIterable<T> {
  yield* rows;
}
