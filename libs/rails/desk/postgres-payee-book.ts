import type { Pool, PoolClient } from 'pg';
import { instant, type Instant } from '@ledger/kernel/instant';
import type { BankParty, Debtor, Payee } from '../manual/bank-party';
import type { AccountChange } from '../manual/judge-account';
import type { PayeeBook } from '../manual/payee-book';

/** A party as a row has it. */
interface PartyRow {
  readonly name: string;
  readonly iban: string;
  readonly bic: string | null;
  readonly street: string | null;
  readonly building: string | null;
  readonly postcode: string | null;
  readonly town: string | null;
  readonly country: string | null;
}

type PayeeRow = PartyRow & Pick<Payee, 'program' | 'payee'>;
type DebtorRow = PartyRow & Pick<Debtor, 'program' | 'currency'>;

const FIELDS = ['name', 'iban', 'bic', 'street', 'building', 'postcode', 'town', 'country'] as const;
const PAYEES = `SELECT program, payee, ${FIELDS.join(', ')} FROM personal_data.payees`;
const DEBTORS = `SELECT program, currency, ${FIELDS.join(', ')} FROM ledger_sending.debtors`;
const FIND = `${PAYEES} WHERE program = $1 AND payee = $2 FOR UPDATE`;
const SET = `
  INSERT INTO personal_data.payees (program, payee, ${FIELDS.join(', ')}) VALUES ($1, $2, ${numbered(3)})
  ON CONFLICT (program, payee) DO UPDATE SET ${FIELDS.map((field) => `${field} = excluded.${field}`).join(', ')}`;
const SET_DEBTOR = `
  INSERT INTO ledger_sending.debtors (program, currency, ${FIELDS.join(', ')}) VALUES ($1, $2, ${numbered(3)})
  ON CONFLICT (program, currency) DO UPDATE SET ${FIELDS.map((field) => `${field} = excluded.${field}`).join(', ')}`;
const NOTE = `
  INSERT INTO ledger_sending.payee_changes (program, payee, changed, by_whom, clock_ms) VALUES ($1, $2, $3, $4, $5)`;
const ACCOUNT_CHANGE = `
  SELECT by_whom AS by, coalesce(clock_ms, floor(extract(epoch FROM at) * 1000))::bigint AS at,
         count(*) OVER () = 1 AS "isFirst"
  FROM ledger_sending.payee_changes
  WHERE program = $1 AND payee = $2 AND changed && ARRAY['iban', 'bic'] ORDER BY number DESC LIMIT 1`;
const NOTE_DEBTOR = `
  INSERT INTO ledger_sending.debtor_changes (program, currency, name, iban, bic, by_whom)
  VALUES ($1, $2, $3, $4, $5, $6)`;

/** Payees with the personal data, debtors beside the batches. */
export class PostgresPayeeBook implements PayeeBook {
  constructor(private readonly pool: Pool) {}

  async find(program: string, payee: string): Promise<Payee | null> {
    const { rows } = await this.pool.query<PayeeRow>(`${PAYEES} WHERE program = $1 AND payee = $2`, [program, payee]);
    return rows[0] === undefined ? null : payeeOf(rows[0]);
  }

  async list(program: string): Promise<readonly Payee[]> {
    const { rows } = await this.pool.query<PayeeRow>(`${PAYEES} WHERE program = $1 ORDER BY payee`, [program]);
    return rows.map(payeeOf);
  }

  async set(payees: readonly Payee[], by: string, now: Instant | null): Promise<readonly boolean[]> {
    return inTransaction(this.pool, async (client) => {
      const changes: boolean[] = [];
      for (const payee of payees) changes.push(await setOne(client, payee, by, now));
      return changes;
    });
  }

  async debtor(program: string, currency: string): Promise<Debtor | null> {
    const { rows } = await this.pool.query<DebtorRow>(`${DEBTORS} WHERE program = $1 AND currency = $2`, [
      program,
      currency,
    ]);
    return rows[0] === undefined ? null : debtorOf(rows[0]);
  }

  async debtors(program: string): Promise<readonly Debtor[]> {
    const { rows } = await this.pool.query<DebtorRow>(`${DEBTORS} WHERE program = $1 ORDER BY currency`, [program]);
    return rows.map(debtorOf);
  }

  async accountChange(program: string, payee: string): Promise<AccountChange | null> {
    const { rows } = await this.pool.query<Omit<AccountChange, 'at'> & { readonly at: string }>(ACCOUNT_CHANGE, [
      program,
      payee,
    ]);
    return rows[0] === undefined ? null : { ...rows[0], at: instant(Number(rows[0].at)) };
  }

  async setDebtor(debtor: Debtor, by: string): Promise<void> {
    const { program, currency, name, iban, bic } = debtor;
    await inTransaction(this.pool, async (client) => {
      await client.query(SET_DEBTOR, [program, currency, ...valuesOf(debtor)]);
      await client.query(NOTE_DEBTOR, [program, currency, name, iban, bic, by]);
    });
  }
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function setOne(client: PoolClient, payee: Payee, by: string, now: Instant | null): Promise<boolean> {
  const { rows } = await client.query<PayeeRow>(FIND, [payee.program, payee.payee]);
  const [before] = rows;
  const values = valuesOf(payee);
  const changed = FIELDS.filter((field, index) => (before?.[field] ?? null) !== values[index]);
  if (changed.length === 0) return false;
  await client.query(SET, [payee.program, payee.payee, ...values]);
  await client.query(NOTE, [payee.program, payee.payee, changed, by, now]);
  return true;
}

function valuesOf({ name, iban, bic, address }: BankParty): (string | null)[] {
  const { street, building, postcode, town, country } = address;
  return [name, iban, bic, street, building, postcode, town, country];
}

function payeeOf({ program, payee, ...party }: PayeeRow): Payee {
  return { program, payee, ...partyOf(party) };
}

function debtorOf({ program, currency, ...party }: DebtorRow): Debtor {
  return { program, currency, ...partyOf(party) };
}

function partyOf({ name, iban, bic, ...address }: PartyRow): BankParty {
  return { name, iban, bic, address };
}

function numbered(from: number): string {
  return FIELDS.map((_, index) => `$${from + index}`).join(', ');
}
