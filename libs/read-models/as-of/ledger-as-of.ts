import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { LedgerRows, ProgramRows } from '../ledger-rows';
import type { LedgerView, ProgramView } from '../ledger-view';
import { ProgramAsOf } from './program-as-of';
import { ProgramWithoutClock } from './program-without-clock';

export interface AsOfOptions {
  /** The terms of a program (RangeError for one that has none). */
  readonly termsOf: (program: string) => ProgramTerms;
  /** null: every program as of its own clock. */
  readonly asOf: Instant | null;
}

/** The ledger as of a moment, from the rows as they are stored (contract.md, section 2). */
export async function ledgerAsOf(rows: LedgerRows, options: AsOfOptions): Promise<LedgerView> {
  const programs: ProgramView[] = [];
  let highest = options.asOf;
  for await (const program of rows.programs()) {
    const moment = momentOf(program, options.asOf);
    if (moment !== null && (highest === null || moment > highest)) highest = moment;
    programs.push(viewOf(program, moment, options));
  }
  return { asOf: highest === null ? null : formatInstant(highest), programs };
}

/** With a given moment every clock goes to it; only `""` has no clock. */
function momentOf({ about: { program, clock } }: ProgramRows, asOf: Instant | null): Instant | null {
  if (program === '') return null;
  return asOf ?? clock;
}

function viewOf(rows: ProgramRows, moment: Instant | null, { termsOf }: AsOfOptions): ProgramView {
  if (moment === null) return new ProgramWithoutClock(rows);
  return new ProgramAsOf(rows, termsOf(rows.about.program), moment);
}
