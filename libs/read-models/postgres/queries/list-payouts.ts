import type { PayoutRow } from '../../rows';
import { toPayoutRow, type StoredPayout } from '../stored-rows';
import { pageOf, type Page, type PageRequest } from './page';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** Which payouts of a program; what is not given does not matter. */
export interface PayoutFilter {
  readonly partner?: string | undefined;
  readonly currency?: string | undefined;
}

const ORDER = ['partner', 'currency', 'made_at_ms', 'payout'];

/** Payouts by partner, currency, time and id; these are the key. */
export async function listPayouts(
  { sql, schema, program }: ProgramSnapshot,
  { partner, currency }: PayoutFilter,
  { limit, after }: PageRequest,
): Promise<Page<PayoutRow>> {
  const where = new Where(program.program)
    .compare('partner', '=', partner)
    .compare('currency', '=', currency)
    .after(ORDER, after);
  const rows = await sql.rows<StoredPayout>(
    `SELECT payout, partner, currency, made_at_ms, rail, gross_minor, fee_minor, withheld_minor, net_minor, line_count,
            state, settled_at_ms, reference
       FROM ${schema}.payouts ${where.text} ORDER BY ${ORDER.join(', ')} LIMIT ${limit + 1}`,
    where.parameters,
  );
  return pageOf(rows.map(toPayoutRow), limit, (row) => [row.partner, row.currency, row.at, row.payout]);
}
