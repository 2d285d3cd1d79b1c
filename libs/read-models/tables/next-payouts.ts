import type { Rail } from '@ledger/program/terms';
import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import { count, flag, orNull, sum, text, time } from '../definition/column';
import { shownTime, type OpsView } from '../definition/ops-view';
import type { JudgedTable } from '../definition/table';
import type { AccountKey } from './accounts';

/** The next payout of an account if nothing else happens, as the balance of the API has it (postgres/ahead). */
export interface NextPayoutRow extends AccountKey {
  /** Null, with all of the payout: time alone brings none. */
  readonly runAt: Instant | null;
  readonly rail: Rail | null;
  readonly grossMinor: AmountMinor | null;
  readonly feeMinor: AmountMinor | null;
  readonly withheldMinor: AmountMinor | null;
  readonly netMinor: AmountMinor | null;
  readonly needsApproval: boolean;
  /** What the end of a quarter takes before it, of what is scheduled and of what is clearing. */
  readonly ofScheduledMinor: AmountMinor;
  readonly ofClearingMinor: AmountMinor;
  readonly trueUpFirstAt: Instant | null;
  readonly trueUpLastAt: Instant | null;
  /** When time alone may change something about it. */
  readonly judgeAgainAt: Instant | null;
}

export const nextPayouts: JudgedTable<NextPayoutRow> = {
  kind: 'judged',
  name: 'next_payouts',
  columns: {
    partner: text('partner'),
    currency: text('currency'),
    runAt: orNull(time('run_at_ms')),
    rail: orNull(text('rail')),
    grossMinor: orNull(sum('gross_minor')),
    feeMinor: orNull(sum('fee_minor')),
    withheldMinor: orNull(sum('withheld_minor')),
    netMinor: orNull(sum('net_minor')),
    needsApproval: flag('needs_approval'),
    ofScheduledMinor: sum('of_scheduled_minor'),
    ofClearingMinor: sum('of_clearing_minor'),
    trueUpFirstAt: orNull(time('true_up_first_at_ms')),
    trueUpLastAt: orNull(time('true_up_last_at_ms')),
    judgeAgainAt: orNull(time('judge_again_at_ms')),
  },
  key: ['partner', 'currency'],
  indexes: { next_payouts_due_again: '(program, judge_again_at_ms) WHERE judge_again_at_ms IS NOT NULL' },
  fillPercent: 80,
  fold: {},
};

/** A partner about whom something was projected since its next payouts were judged. */
export interface PartnerToJudge {
  readonly partner: string;
  /** Where the batch ended that did it last. */
  readonly position: number;
}

export const partnersToJudge: JudgedTable<PartnerToJudge> = {
  kind: 'judged',
  name: 'partners_to_judge',
  columns: { partner: text('partner'), position: count('position') },
  key: ['partner'],
  fillPercent: 80,
  fold: {},
};

/** Whether the row `n` of next_payouts says what the API says: `d` is what there is still to judge of its partner. */
export const IS_CURRENT = '(n.partner IS NOT NULL AND d.partner IS NULL)';

/** Joins both to a table with program, partner and currency. */
export function joinNextPayout(schema: string): string {
  return `LEFT JOIN ${schema}.${nextPayouts.name} n USING (program, partner, currency)
     LEFT JOIN ${schema}.${partnersToJudge.name} d USING (program, partner)`;
}

export const nextPayoutsView: OpsView = {
  about:
    'The next payout of every account with something not paid, if nothing else happens, in minor units; null: time alone brings none.',
  select: (schema) => `SELECT program, partner, currency, ${shownTime('n.run_at_ms', 'run_at')}, n.rail,
          n.gross_minor, n.fee_minor, n.withheld_minor, n.net_minor,
          CASE WHEN n.run_at_ms IS NOT NULL THEN n.needs_approval END AS needs_approval, ${IS_CURRENT} AS is_current
     FROM ${schema}.accounts a ${joinNextPayout(schema)}
    WHERE a.hold_minor <> 0 OR a.payable_minor <> 0 OR a.in_transit_minor <> 0`,
};
