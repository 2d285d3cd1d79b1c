import type { DataSource } from 'typeorm';
import type { ProgramRow } from '../../tables/programs';
import { LIVE_SCHEMA } from '../schema/version';
import { withConnection, type Sql } from '../sql';
import { toProgramRow, type StoredProgram } from '../stored-rows';
import { inLiveSnapshot } from '../swap-lock';
import { encodeText } from '../text-codec';
import { listPrograms } from './list-programs';

/** While rows are swapped, requests wait; then they are told to come again. */
const REQUESTS_WAIT_MS = 10_000;

/** The rows of one program in one consistent state, whatever is projected meanwhile. */
export interface ProgramSnapshot {
  readonly sql: Sql;
  readonly schema: string;
  /** All zero and no clock, while nothing arrived for it. */
  readonly program: ProgramRow;
}

/** Lends a snapshot of one program, for as long as `use` takes. */
export async function readProgram<T>(
  dataSource: DataSource,
  program: string,
  use: (snapshot: ProgramSnapshot) => Promise<T>,
): Promise<T> {
  return inSnapshot(dataSource, async (sql) =>
    use({ sql, schema: LIVE_SCHEMA, program: await programRow(sql, program) }),
  );
}

/** What arrived for every program, read in one snapshot. */
export async function readPrograms(dataSource: DataSource): Promise<readonly ProgramRow[]> {
  return inSnapshot(dataSource, (sql) => listPrograms(sql, LIVE_SCHEMA));
}

/** Lends a connection that sees one state of the live read models, whatever is projected or swapped meanwhile. */
function inSnapshot<T>(dataSource: DataSource, use: (sql: Sql) => Promise<T>): Promise<T> {
  return withConnection(dataSource, (sql) => inLiveSnapshot(sql, () => use(sql), REQUESTS_WAIT_MS));
}

async function programRow(sql: Sql, program: string): Promise<ProgramRow> {
  const [stored] = await sql.rows<StoredProgram>(
    `SELECT program, clock_ms, arrivals, ignored, last_seq FROM ${LIVE_SCHEMA}.programs WHERE program = $1`,
    [encodeText(program)],
  );
  return stored === undefined ? { program, clock: null, arrivals: 0, ignored: 0, lastSeq: 0 } : toProgramRow(stored);
}
