import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import { normalisedEmail } from '@ledger/stages/facts/normalised-email';
import { findSubject, type AskedPerson, type PersonalGround } from './find-subject';
import { PERSONAL_TABLES } from './personal-tables';
import { SUBJECT, subjectParameters, type PersonalTable } from './personal-table';
import { receiptHash, receiptText, type ErasedTable, type Receipt } from './receipt';

/** A receipt with the hash by which it is known. */
export interface KeptReceipt {
  readonly receipt: Receipt;
  readonly sha256: string;
}

/** Who has a person erased, and when. */
export interface Erasure {
  readonly by: string;
  readonly at: Date;
}

/**
 * Deletes what is held of a person in all tables, but for what has to be kept, in one transaction with its receipt. The
 * log is not touched: its references stand for nothing from then on.
 */
export async function erasePerson(
  asked: AskedPerson,
  { by, at }: Erasure,
  ground: PersonalGround,
): Promise<KeptReceipt> {
  const { subject, log } = await findSubject(asked, ground);
  const parameters = subjectParameters(subject);
  const client = await ground.pool.connect();
  try {
    await client.query('BEGIN');
    // What is found is what is erased: all of it is counted before the first row goes.
    const found: ErasedTable[] = [];
    for (const table of PERSONAL_TABLES) found.push(await counted(client, table, parameters));
    for (const table of PERSONAL_TABLES) await client.query(erased(table), parameters);
    const receipt: Receipt = {
      id: `era_${randomBytes(8).toString('hex')}`,
      at: at.toISOString(),
      by,
      of: 'email' in asked ? { pseudonym: ground.concealer.refOf(normalisedEmail(asked.email), 'email') } : asked,
      arrivals: log.arrivals,
      sharedValues: log.shared.size,
      tables: found.filter(({ found: rows }) => rows > 0),
    };
    const kept = await keep(client, receipt);
    await client.query('COMMIT');
    client.release();
    return kept;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** What erasing a person would find, delete and keep; nothing is done. */
export async function foreseeErasure(asked: AskedPerson, ground: PersonalGround): Promise<readonly ErasedTable[]> {
  const { subject } = await findSubject(asked, ground);
  const parameters = subjectParameters(subject);
  const found: ErasedTable[] = [];
  for (const table of PERSONAL_TABLES) found.push(await counted(ground.pool, table, parameters));
  return found.filter(({ found: rows }) => rows > 0);
}

async function keep(client: PoolClient, receipt: Receipt): Promise<KeptReceipt> {
  const text = receiptText(receipt);
  const sha256 = receiptHash(text);
  await client.query('INSERT INTO desk.erasures (id, at, by_whom, receipt, sha256) VALUES ($1, $2, $3, $4, $5)', [
    receipt.id,
    receipt.at,
    receipt.by,
    text,
    sha256,
  ]);
  return { receipt, sha256 };
}

async function counted(
  client: Pick<PoolClient, 'query'>,
  table: PersonalTable,
  parameters: unknown[],
): Promise<ErasedTable> {
  const { keeps } = table;
  const kept = keeps?.when ?? 'false';
  const until = keeps?.until ?? 'NULL::date';
  const { rows } = await client.query<{ found: number; kept: number; until: string | null }>(
    `${SUBJECT} SELECT count(*)::int AS found, count(*) FILTER (WHERE ${kept})::int AS kept,
       max(${until}) FILTER (WHERE ${kept})::text AS until
     FROM ${table.table} AS t, s WHERE ${table.where}`,
    parameters,
  );
  const row = rows[0] ?? { found: 0, kept: 0, until: null };
  const why = row.kept > 0 ? (keeps?.why ?? null) : null;
  return { table: table.table, what: table.what, ...row, erased: row.found - row.kept, why };
}

function erased({ table, where, erases, keeps }: PersonalTable): string {
  const which = keeps === undefined ? `(${where})` : `(${where}) AND NOT (${keeps.when})`;
  return erases === 'deletes'
    ? `${SUBJECT} DELETE FROM ${table} AS t USING s WHERE ${which}`
    : `${SUBJECT} UPDATE ${table} AS t SET ${erases.set} FROM s WHERE ${which}`;
}
