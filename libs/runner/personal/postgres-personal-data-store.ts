import type { Pool } from 'pg';
import type { PersonalValue } from './conceal-personal-data';
import type { PersonalDataStore } from './personal-data-store';

/** The table of personal data in Postgres, made by its migrations. */
export class PostgresPersonalDataStore implements PersonalDataStore {
  constructor(private readonly pool: Pool) {}

  async keep(values: readonly PersonalValue[]): Promise<void> {
    if (values.length === 0) return;
    const distinct = [...new Map(values.map((value) => [value.ref, value])).values()];
    await this.pool.query({
      name: 'personal_data_keep',
      text: `INSERT INTO personal_data.personal_values (ref, kind, value)
             SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT (ref) DO NOTHING`,
      values: [distinct.map(({ ref }) => ref), distinct.map(({ kind }) => kind), distinct.map(({ value }) => value)],
    });
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
}
