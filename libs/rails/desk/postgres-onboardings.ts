import type { Pool } from 'pg';
import type { Onboarding, OnboardingDesk } from '../onboarding/onboarding-desk';
import type { Destination } from '../sending/payout-order';

const COLUMNS = `
  program, partner, rail, key, country, account, ready_at IS NOT NULL AS "isReady",
  extract(epoch FROM clock_timestamp() - asked_at)::float8 * 1000 AS "ageMs"`;
const BEGIN = `
  INSERT INTO personal_data.onboardings (rail, program, partner, key, country) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING`;
const FIND = `SELECT ${COLUMNS} FROM personal_data.onboardings WHERE rail = $1 AND program = $2 AND partner = $3`;
const MADE = `
  UPDATE personal_data.onboardings SET account = $4
  WHERE rail = $1 AND program = $2 AND partner = $3 AND account IS NULL`;
const OF_ACCOUNT = `SELECT ${COLUMNS} FROM personal_data.onboardings WHERE rail = $1 AND account = $2`;
const READY = `
  UPDATE personal_data.onboardings SET ready_at = clock_timestamp()
  WHERE rail = $1 AND program = $2 AND partner = $3 AND ready_at IS NULL`;

/** Accounts that were made at rails, in Postgres, beside the personal data. */
export class PostgresOnboardings implements OnboardingDesk {
  constructor(private readonly pool: Pool) {}

  async begin(asked: Pick<Onboarding, 'program' | 'partner' | 'rail' | 'key' | 'country'>): Promise<Onboarding> {
    const { rail, program, partner, key, country } = asked;
    await this.pool.query(BEGIN, [rail, program, partner, key, country]);
    const found = await this.find(rail, program, partner);
    if (found === null) throw new TypeError(`the account of ${partner} was asked for, and it is not recorded`);
    return found;
  }

  async find(rail: string, program: string, partner: string): Promise<Onboarding | null> {
    const { rows } = await this.pool.query<Onboarding>(FIND, [rail, program, partner]);
    return rows[0] ?? null;
  }

  async made({ rail, program, partner }: Onboarding, account: Destination): Promise<void> {
    await this.pool.query(MADE, [rail, program, partner, account]);
  }

  async ofAccount(rail: string, account: Destination): Promise<Onboarding | null> {
    const { rows } = await this.pool.query<Onboarding>(OF_ACCOUNT, [rail, account]);
    return rows[0] ?? null;
  }

  async becomeReady({ rail, program, partner }: Onboarding): Promise<boolean> {
    const { rowCount } = await this.pool.query(READY, [rail, program, partner]);
    return rowCount === 1;
  }
}
