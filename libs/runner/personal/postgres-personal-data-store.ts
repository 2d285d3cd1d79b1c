import { postgresFailure } from '@ledger/event-store/postgres/postgres-failure';
import { retryWhileUnreachable } from '@ledger/event-store/postgres/retry-while-unreachable';
import type { Pool } from 'pg';
import type { PersonalValue } from './conceal-personal-data';
import type { PersonalDataStore } from './personal-data-store';

/** The table of personal data in Postgres, made by its migrations. */
export class PostgresPersonalDataStore implements PersonalDataStore {
  /** `patienceMs`: how long values wait to be kept while the server is unreachable, before that is an error. */
  constructor(
    private readonly pool: Pool,
    private readonly patienceMs = 0,
  ) {}

  async keep(values: readonly PersonalValue[]): Promise<void> {
    if (values.length === 0) return;
    const distinct = [...new Map(values.map((value) => [value.ref, value])).values()];
    const statement = {
      name: 'personal_data_keep',
      text: `INSERT INTO personal_data.personal_values (ref, kind, value)
             SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT (ref) DO NOTHING`,
      values: [distinct.map(({ ref }) => ref), distinct.map(({ kind }) => kind), distinct.map(({ value }) => value)],
    };
    if (this.patienceMs === 0) await this.pool.query(statement);
    else await this.patiently(() => this.pool.query(statement));
  }

  async read(refs: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (refs.length === 0) return new Map();
    const { rows } = await this.pool.query<{ ref: string; value: string }>(
      'SELECT ref, value FROM personal_data.personal_values WHERE ref = ANY($1)',
      [refs],
    );
    return new Map(rows.map(({ ref, value }) => [ref, value]));
  }

  async some(limit: number): Promise<readonly PersonalValue[]> {
    const { rows } = await this.pool.query<PersonalValue>(
      'SELECT ref, kind, value FROM personal_data.personal_values ORDER BY ref LIMIT $1',
      [limit],
    );
    return rows;
  }

  /** What is done twice here does no harm. */
  private patiently(action: () => Promise<unknown>): Promise<unknown> {
    const withReason = () =>
      action().catch((error: unknown) => {
        throw postgresFailure(error, this.pool.options);
      });
    const { signal } = new AbortController();
    return retryWhileUnreachable(withReason, { giveUpAfterMs: this.patienceMs, signal, onTrouble: () => undefined });
  }
}
