import type { Instant } from '@ledger/kernel/instant';
import type { ShownPayoutState } from '@ledger/stages/intake/later-stages';
import type { PayoutRow } from '../../tables/payouts';
import { toPayoutRow, type StoredPayout } from '../stored-rows';
import type { ListQuery } from './list-query';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** Which payouts of a program; what is not given does not matter. */
export interface PayoutFilter {
  readonly partner?: string | undefined;
  readonly currency?: string | undefined;
  readonly state?: ShownPayoutState | undefined;
  /** Made, or proposed, at this time or later … */
  readonly from?: Instant | undefined;
  /** … and before this one. */
  readonly before?: Instant | undefined;
}

/** Payouts by partner, currency, time and id; these are the key. */
export function payoutList(
  { schema, program }: ProgramSnapshot,
  { partner, currency, state, from, before }: PayoutFilter,
): ListQuery<StoredPayout, PayoutRow> {
  return {
    select: `SELECT payout, partner, currency, made_at_ms, rail, gross_minor, fee_minor, withheld_minor, net_minor,
                    line_count, state, settled_at_ms, reference
               FROM ${schema}.payouts`,
    where: new Where(program.program)
      .compare('partner', '=', partner)
      .compare('currency', '=', currency)
      .compare('state', '=', state)
      .compare('made_at_ms', '>=', from)
      .compare('made_at_ms', '<', before),
    order: ['partner', 'currency', 'made_at_ms', 'payout'],
    toRow: toPayoutRow,
    keyOf: (row) => [row.partner, row.currency, row.at, row.payout],
  };
}
