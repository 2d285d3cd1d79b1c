import type { DataSource } from 'typeorm';
import type { ProgramRow } from '../../rows';
import { LIVE_SCHEMA } from '../schema/tables';
import { inTransaction, withConnection } from '../sql';
import { toProgramRow, type StoredProgram } from '../stored-rows';
import { shareLiveSchema } from '../swap-lock';

/** What arrived for each program that an event named, by name; `""` is where something belonged to no program. */
export async function listPrograms(dataSource: DataSource): Promise<readonly ProgramRow[]> {
  return withConnection(dataSource, (sql) =>
    inTransaction(sql, 'READ ONLY', async () => {
      await shareLiveSchema(sql);
      const rows = await sql.rows<StoredProgram>(
        `SELECT program, clock_ms, arrivals, ignored, last_seq FROM ${LIVE_SCHEMA}.programs ORDER BY program`,
      );
      return rows.map(toProgramRow);
    }),
  );
}
