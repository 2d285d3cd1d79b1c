import { QueryRunnerAlreadyReleasedError, type DataSource, type QueryRunner } from 'typeorm';
import { decodeText } from './text-codec';

/** What a driver takes as a parameter of a statement. */
export type SqlParameter = string | number | boolean | null | Buffer;

/** One connection while it is lent. */
export interface Sql {
  /** The rows of a query, its texts decoded. */
  rows<T extends object>(text: string, parameters?: readonly SqlParameter[]): Promise<T[]>;
  /** Runs a statement; answers how many rows it changed. */
  run(text: string, parameters?: readonly SqlParameter[]): Promise<number>;
}

/** Lends a connection of the pool. */
export async function withConnection<T>(dataSource: DataSource, use: (sql: Sql) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    return await use(sqlOf(runner));
  } finally {
    await runner.release();
  }
}

/** Commits what `use` did, or nothing of it when it throws. `mode`: what follows `BEGIN`. */
export async function inTransaction<T>(sql: Sql, mode: string, use: () => Promise<T>): Promise<T> {
  await sql.run(`BEGIN ${mode}`);
  let result: T;
  try {
    result = await use();
  } catch (error) {
    await sql.run('ROLLBACK').catch(() => undefined); // The first error says what happened.
    throw error;
  }
  await sql.run('COMMIT');
  return result;
}

function sqlOf(runner: QueryRunner): Sql {
  const query = (text: string, parameters: readonly SqlParameter[]) =>
    runner.query(text, [...parameters], true).catch((error: unknown) => {
      throw error instanceof QueryRunnerAlreadyReleasedError ? new ConnectionLost({ cause: error }) : error;
    });
  return {
    rows: async <T extends object>(text: string, parameters: readonly SqlParameter[] = []) => {
      const { records } = await query(text, parameters);
      for (const record of records as Record<string, unknown>[]) decodeTexts(record);
      return records as T[];
    },
    run: async (text, parameters = []) => (await query(text, parameters)).affected ?? 0,
  };
}

/** The connection ended between two statements, and typeorm took it away: the same as when it ends during one. */
class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  /** SQLSTATE: connection failure. */
  readonly code = '08006';

  constructor(options: ErrorOptions) {
    super('the connection to Postgres ended between two statements', options);
  }
}

function decodeTexts(record: Record<string, unknown>): void {
  for (const [column, value] of Object.entries(record))
    if (typeof value === 'string') record[column] = decodeText(value);
}
