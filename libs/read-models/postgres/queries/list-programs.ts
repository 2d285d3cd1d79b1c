import type { ProgramRow } from '../../tables/programs';
import type { Sql } from '../sql';
import { toProgramRow, type StoredProgram } from '../stored-rows';

/** What arrived for each program that an event named, by name; `""` first, where something belonged to no program. */
export async function listPrograms(sql: Sql, schema: string): Promise<readonly ProgramRow[]> {
  const query = `SELECT program, clock_ms, arrivals, ignored, last_seq FROM ${schema}.programs ORDER BY program`;
  return (await sql.rows<StoredProgram>(query)).map(toProgramRow);
}
