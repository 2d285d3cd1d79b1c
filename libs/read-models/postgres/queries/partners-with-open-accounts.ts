import { encodeText } from '../text-codec';
import type { ProgramSnapshot } from './program-snapshot';

/** The partners to whom something is in hold, payable or in transit, by name. */
export async function partnersWithOpenAccounts({
  sql,
  schema,
  about: { program },
}: ProgramSnapshot): Promise<readonly string[]> {
  const rows = await sql.rows<{ readonly partner: string }>(
    `SELECT DISTINCT partner FROM ${schema}.accounts
      WHERE program = $1 AND (hold_minor <> 0 OR payable_minor <> 0 OR in_transit_minor <> 0)
      ORDER BY partner`,
    [encodeText(program)],
  );
  return rows.map(({ partner }) => partner);
}
