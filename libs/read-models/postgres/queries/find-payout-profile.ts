import type { PayoutProfileRow } from '../../tables/payout-profiles';
import { toProfileRow, type StoredProfile } from '../stored-rows';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** How a partner is paid; null: nothing of it was recorded. */
export async function findPayoutProfile(
  { sql, schema, program }: ProgramSnapshot,
  partner: string,
): Promise<PayoutProfileRow | null> {
  const where = new Where(program.program).compare('partner', '=', partner);
  const [stored] = await sql.rows<StoredProfile>(
    `SELECT partner, rail, method_changed_at_ms, tax_forms, acknowledgement_open, withholding_rate, payout_failed
       FROM ${schema}.payout_profiles ${where.text}`,
    where.parameters,
  );
  return stored === undefined ? null : toProfileRow(stored);
}
