import type { Instant } from '@ledger/kernel/instant';
import { count, orNull, time } from '../table/column';
import type { SummedTable } from '../table/table';

/** What arrived for a program. */
export interface ProgramCounts {
  /** What it showed last; null: nothing was accepted yet. */
  readonly clock: Instant | null;
  readonly arrivals: number;
  readonly accepted: number;
  readonly ignored: number;
  readonly lastSeq: number;
}

/** The same with the program's name; what was accepted is the rest. */
export interface ProgramRow extends Omit<ProgramCounts, 'accepted'> {
  readonly program: string;
}

const plus = (before: number, added: number) => before + added;

export const programs: SummedTable<ProgramCounts> = {
  kind: 'summed',
  name: 'programs',
  columns: {
    clock: orNull(time('clock_ms')),
    arrivals: count('arrivals'),
    accepted: count('accepted'),
    ignored: count('ignored'),
    lastSeq: count('last_seq'),
  },
  key: [],
  adds: { arrivals: plus, accepted: plus, ignored: plus },
  fold: {
    arrival: (rows, { clock, verdict: { type }, seq }) =>
      rows.add({
        clock,
        arrivals: 1,
        accepted: type === 'accepted' ? 1 : 0,
        ignored: type === 'ignored' ? 1 : 0,
        lastSeq: seq,
      }),
  },
};
