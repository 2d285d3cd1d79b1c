import type { DataSource } from 'typeorm';
import { findProgram, listPrograms, type ProgramRow } from '../../tables/programs';
import { LIVE_SCHEMA } from '../schema/version';
import { withConnection, type Sql } from '../sql';
import { inLiveSnapshot } from '../swap-lock';

/** While rows are swapped, requests wait; then they are told to come again. */
const REQUESTS_WAIT_MS = 10_000;

/** The rows of one program in one consistent state, whatever is projected meanwhile. */
export interface ProgramSnapshot {
  readonly sql: Sql;
  readonly schema: string;
  /** All zero and no clock, while nothing arrived for it. */
  /** Which program, and how far its log has come. */
  readonly about: ProgramRow;
}

/** Lends a snapshot of one program, for as long as `use` takes; `before` anything of it is read, it may limit who reads. */
export async function readProgram<T>(
  dataSource: DataSource,
  program: string,
  use: (snapshot: ProgramSnapshot) => Promise<T>,
  before: (sql: Sql) => Promise<void> = () => Promise.resolve(),
): Promise<T> {
  return inSnapshot(dataSource, async (sql) => {
    await before(sql);
    return use({ sql, schema: LIVE_SCHEMA, about: await findProgram(sql, LIVE_SCHEMA, program) });
  });
}

/** What arrived for every program, read in one snapshot. */
export async function readPrograms(dataSource: DataSource): Promise<readonly ProgramRow[]> {
  return inSnapshot(dataSource, (sql) => listPrograms(sql, LIVE_SCHEMA));
}

/** Lends a connection that sees one state of the live read models, whatever is projected or swapped meanwhile. */
function inSnapshot<T>(dataSource: DataSource, use: (sql: Sql) => Promise<T>): Promise<T> {
  return withConnection(dataSource, (sql) => inLiveSnapshot(sql, () => use(sql), REQUESTS_WAIT_MS));
}
