import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { accounts, type AccountRow } from './accounts';

const toRow = readerOf<AccountRow>(accounts.columns);

/** What stands for one partner in each currency that it ever had a line in, by currency. */
export async function moneyOfPartner(
  { sql, schema, about: { program } }: ProgramSnapshot,
  partner: string,
): Promise<readonly AccountRow[]> {
  const where = new Where(program).compare('partner', '=', partner);
  const stored = await sql.rows<StoredRow>(
    `SELECT ${listed(accounts.columns)} FROM ${schema}.accounts ${where.text} ORDER BY currency`,
    where.parameters,
  );
  return stored.map(toRow);
}
