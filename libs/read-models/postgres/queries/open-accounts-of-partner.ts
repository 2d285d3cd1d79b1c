import type { Instant } from '@ledger/kernel/instant';
import type { OpenAccount } from '../../ledger-rows';
import { toOpenAccount, type StoredOpenAccount } from '../stored-rows';
import { encodeText } from '../text-codec';
import { openAccounts } from './open-accounts';
import type { ProgramSnapshot } from './program-snapshot';

/** The accounts of a partner with something in hold, payable or in transit, by currency; `asOf` tells which lines are still clearing. */
export async function openAccountsOfPartner(
  { sql, schema, program }: ProgramSnapshot,
  partner: string,
  asOf: Instant,
): Promise<readonly OpenAccount[]> {
  const query = openAccounts(schema, (t) => `${t}.program = $1 AND ${t}.partner = $3`);
  const rows = await sql.rows<StoredOpenAccount>(query, [encodeText(program.program), asOf, encodeText(partner)]);
  return rows.map(toOpenAccount);
}
