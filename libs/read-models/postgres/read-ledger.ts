import type { DataSource } from 'typeorm';
import type { LedgerRows, ProgramRows } from '../ledger-rows';
import { PostgresProgramRows } from './postgres-program-rows';
import { toProgramRow, type StoredProgram } from './stored-rows';
import { LIVE_SCHEMA } from './schema/version';
import { withConnection, type Sql } from './sql';
import { inLiveSnapshot } from './swap-lock';

/** Lends the read models as they stand now: whatever is projected or swapped meanwhile, `use` sees one consistent state. */
export async function readLedger<T>(dataSource: DataSource, use: (rows: LedgerRows) => Promise<T>): Promise<T> {
  return withConnection(dataSource, (sql) => inLiveSnapshot(sql, () => use(new PostgresLedger(sql, LIVE_SCHEMA))));
}

class PostgresLedger implements LedgerRows {
  constructor(
    private readonly sql: Sql,
    private readonly schema: string,
  ) {}

  async *programs(): AsyncIterable<ProgramRows> {
    const query = `SELECT program, clock_ms, arrivals, ignored, last_seq FROM ${this.schema}.programs ORDER BY program`;
    for (const stored of await this.sql.rows<StoredProgram>(query)) {
      yield new PostgresProgramRows(this.sql, this.schema, toProgramRow(stored));
    }
  }
}
