import type { Instant } from '@ledger/kernel/instant';
import type { Sql } from '../postgres/sql';
import { encodeText } from '../postgres/text-codec';
import { count, orNull, time } from '../definition/column';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { SummedTable } from '../definition/table';

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
  partnersSee: 'of-program',
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

const read = readerOf(programs.columns);
const toRow = (stored: StoredRow & { readonly program: string }): ProgramRow => {
  const { clock, arrivals, ignored, lastSeq } = read(stored);
  return { program: stored.program, clock, arrivals, ignored, lastSeq };
};
const query = (schema: string) => `SELECT program, ${listed(programs.columns)} FROM ${schema}.programs`;

/** What arrived for each program that an event named, by name; `""` first, where something belonged to no program. */
export async function listPrograms(sql: Sql, schema: string): Promise<readonly ProgramRow[]> {
  return (await sql.rows<StoredRow & { program: string }>(`${query(schema)} ORDER BY program`)).map(toRow);
}

/** What arrived for one program: all zero and no clock, while nothing did. */
export async function findProgram(sql: Sql, schema: string, program: string): Promise<ProgramRow> {
  const parameters = [encodeText(program)];
  const [stored] = await sql.rows<StoredRow & { program: string }>(`${query(schema)} WHERE program = $1`, parameters);
  return stored === undefined ? { program, clock: null, arrivals: 0, ignored: 0, lastSeq: 0 } : toRow(stored);
}

export const programsView: OpsView = {
  about: 'What arrived for each program, and what its clock shows.',
  select: (schema) =>
    `SELECT program, ${shownTime('clock_ms', 'clock')}, arrivals, accepted, ignored, last_seq FROM ${schema}.programs`,
};
