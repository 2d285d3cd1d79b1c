import type { Sql } from '../sql';
import { encodeText } from '../text-codec';

/** How many facts of a program the read models show; 0: none. */
export async function acceptedFacts(sql: Sql, schema: string, program: string): Promise<number> {
  const [row] = await sql.rows<{ accepted: string }>(`SELECT accepted FROM ${schema}.programs WHERE program = $1`, [
    encodeText(program),
  ]);
  return row === undefined ? 0 : Number(row.accepted);
}
