import type { ProgramTerms } from '@ledger/program/program-terms';
import type { DataSource } from 'typeorm';
import type { LedgerRows } from '../ledger-rows';
import { listPrograms } from '../tables/programs';
import { PostgresProgramRows } from './postgres-program-rows';
import { readTerms, termsIn } from './queries/read-terms';
import { LIVE_SCHEMA } from './schema/version';
import { withConnection, type Sql } from './sql';
import { inLiveSnapshot } from './swap-lock';

/** The rows of all programs, and the terms by which they were judged and decided. */
export interface ReadLedger extends LedgerRows {
  /** RangeError for a program that has none. */
  readonly termsOf: (program: string) => ProgramTerms;
  programs(): AsyncIterable<PostgresProgramRows>;
}

/** Lends the read models as they stand now: whatever is projected or swapped meanwhile, `use` sees one consistent state. */
export async function readLedger<T>(dataSource: DataSource, use: (rows: ReadLedger) => Promise<T>): Promise<T> {
  const read = async (sql: Sql) =>
    use(new PostgresLedger(sql, LIVE_SCHEMA, termsIn(await readTerms(sql, LIVE_SCHEMA))));
  return withConnection(dataSource, (sql) => inLiveSnapshot(sql, () => read(sql)));
}

class PostgresLedger implements ReadLedger {
  constructor(
    private readonly sql: Sql,
    private readonly schema: string,
    readonly termsOf: ReadLedger['termsOf'],
  ) {}

  async *programs(): AsyncIterable<PostgresProgramRows> {
    for (const program of await listPrograms(this.sql, this.schema)) {
      yield new PostgresProgramRows(this.sql, this.schema, program);
    }
  }
}
