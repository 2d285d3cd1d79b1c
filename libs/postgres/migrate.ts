import { Fault } from '@ledger/kernel/fault';
import { hash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';

/**
 * A step of the tables of one component. What was released is never changed: a change is another step, in a file of its
 * own, and one that a process of the release before can live with (it may still run beside this one).
 */
export interface Migration {
  /** Whose tables they are, such as `event-store`. */
  readonly component: string;
  /** From 1; the steps of a component are made in their order. */
  readonly number: number;
  /** What the step makes, for people. */
  readonly name: string;
  readonly sql: string;
  /** A table that shows that the step was made already, by a release that kept no account of its steps here. */
  readonly madeBefore?: string;
}

/** A step was made that is not the one of this build: one of them was changed after its release. */
export class MigrationChanged extends Fault {
  override readonly name = 'MigrationChanged';
  override readonly kind = 'mend';
}

/** In this mode a release that locks otherwise cannot write its account meanwhile; its start fails, and goes on when tried again. */
const TURN = 'LOCK TABLE ledger_schema.migrations IN EXCLUSIVE MODE';
const ACCOUNT = `
  CREATE SCHEMA IF NOT EXISTS ledger_schema;
  CREATE TABLE IF NOT EXISTS ledger_schema.migrations (
    component text NOT NULL,
    number integer NOT NULL,
    name text NOT NULL,
    digest text NOT NULL,
    PRIMARY KEY (component, number)
  )`;
const ATTEMPTS = 10;
/** Several processes made the account at the same time: one of them did. */
const MADE_BY_ANOTHER = new Set(['23505', '42P06', '42P07']);

/**
 * Makes the steps that a database does not have yet: each once, all in one transaction, any number of processes at the
 * same time. Steps that it has and this build does not know, of a later release, stay. Answers the names of those made.
 *
 * @throws MigrationChanged one line: which step, and what to do
 */
export async function migrate(pool: Pool, migrations: readonly Migration[]): Promise<string[]> {
  const client = await pool.connect();
  try {
    await makeAccount(client);
    await client.query(`BEGIN; ${TURN}`);
    const made = await makeMissing(client, migrations);
    await client.query('COMMIT');
    client.release();
    return made;
  } catch (error) {
    // The connection, and with it the transaction, is given up.
    client.release(true);
    throw error;
  }
}

/** By what a step that was made is known again. */
export function digestOf({ sql }: Migration): string {
  return hash('sha256', sql, 'hex');
}

/** Empty, where it is not there. */
async function makeAccount(client: PoolClient): Promise<void> {
  const isThere = await exists(client, 'ledger_schema.migrations');
  for (let attempt = 1; !isThere; attempt += 1) {
    try {
      await client.query(ACCOUNT);
      return;
    } catch (error) {
      const isAnothers = error instanceof Error && 'code' in error && MADE_BY_ANOTHER.has(String(error.code));
      if (!isAnothers || attempt === ATTEMPTS) throw error;
    }
  }
}

async function makeMissing(client: PoolClient, migrations: readonly Migration[]): Promise<string[]> {
  const { rows } = await client.query<{ component: string; number: number; digest: string }>(
    'SELECT component, number, digest FROM ledger_schema.migrations',
  );
  const digests = new Map(rows.map(({ component, number, digest }) => [`${component} ${number}`, digest]));
  const made: string[] = [];
  for (const step of migrations) {
    const known = digests.get(`${step.component} ${step.number}`);
    if (known !== undefined) refuseChanged(step, known);
    else if (await make(client, step)) made.push(step.name);
  }
  return made;
}

/** False: it was made before anybody kept account of it. */
async function make(client: PoolClient, step: Migration): Promise<boolean> {
  const { component, number, name, sql, madeBefore } = step;
  const isThere = madeBefore !== undefined && (await exists(client, madeBefore));
  if (!isThere) await client.query(sql);
  await client.query('INSERT INTO ledger_schema.migrations (component, number, name, digest) VALUES ($1, $2, $3, $4)', [
    component,
    number,
    name,
    digestOf(step),
  ]);
  return !isThere;
}

async function exists(client: PoolClient, table: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
  return rows[0]?.there === true;
}

function refuseChanged(step: Migration, known: string): void {
  if (known === digestOf(step)) return;
  throw new MigrationChanged(
    `the tables of ${step.component} were made by another step ${step.number} (${step.name}) than this build has: run a released build; a change of tables is a step of its own`,
  );
}
