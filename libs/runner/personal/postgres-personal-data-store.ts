import type { Pool } from 'pg';
import type { PersonalValue } from './conceal-personal-data';
import type { PersonalDataStore } from './personal-data-store';

const SCHEMA = `
CREATE SCHEMA IF NOT EXISTS personal_data;
CREATE TABLE IF NOT EXISTS personal_data.personal_values (
  ref text COLLATE "C" PRIMARY KEY,
  kind text NOT NULL,
  -- JSON text as it came: jsonb would refuse a NUL and reorder keys
  value text NOT NULL
);
COMMENT ON TABLE personal_data.personal_values IS
  'The only place with personal data. The streams hold references and keyed pseudonyms; erasing a person is deleting rows here.';
`;

/** Makes the table of personal data if it is not there; any number of processes at the same time. */
export async function migratePersonalData(pool: Pool): Promise<void> {
  await pool.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('personal_data.migrations')); ${SCHEMA} COMMIT`);
}

/** The table of personal data in Postgres. */
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
}
