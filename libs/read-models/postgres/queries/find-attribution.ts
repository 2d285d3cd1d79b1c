import type { AttributionRow } from '../../tables/attributions';
import { toAttributionRow, type StoredAttribution } from '../stored-rows';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** What is known of a customer's attribution; null: no fact was about the customer. */
export async function findAttribution(
  { sql, schema, program }: ProgramSnapshot,
  customer: string,
): Promise<AttributionRow | null> {
  const where = new Where(program.program).compare('customer', '=', customer);
  const [stored] = await sql.rows<StoredAttribution>(
    `SELECT customer, settled_at_ms, credits, introductions, spans, terms_version
       FROM ${schema}.attributions ${where.text}`,
    where.parameters,
  );
  return stored === undefined ? null : toAttributionRow(stored);
}
