import { PARTNER_HOLDS } from '@ledger/contracts/decided-words';
import type { CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import { TRUE_UP_EXPECTED, WHAT_ENDS } from '@ledger/stages/payout/unpaid-amounts';
import { integer, orNull, sum, text, time } from '../definition/column';
import { shownDay, shownTime, type OpsView } from '../definition/ops-view';
import type { JudgedTable } from '../definition/table';
import type { AccountKey } from './accounts';
import { IS_CURRENT, joinNextPayout } from './next-payouts';

/** Why what is payable of an account is not paid, as the program's clock shows it (postgres/judge-payable.ts). */
export interface PayableReasonRow extends AccountKey {
  readonly reason: string;
  readonly amountMinor: AmountMinor;
  readonly since: Instant | null;
  readonly endsAt: Instant | null;
  readonly missingMinor: AmountMinor | null;
  readonly expiredOn: CalendarDate | null;
  /** When time alone may change something about it. */
  readonly judgeAgainAt: Instant | null;
}

export const payableReasons: JudgedTable<PayableReasonRow> = {
  kind: 'judged',
  name: 'payable_reasons',
  columns: {
    partner: text('partner'),
    currency: text('currency'),
    reason: text('reason'),
    amountMinor: sum('amount_minor'),
    since: orNull(time('since_ms')),
    endsAt: orNull(time('ends_at_ms')),
    missingMinor: orNull(sum('missing_minor')),
    expiredOn: orNull(integer('expired_on_day')),
    judgeAgainAt: orNull(time('judge_again_at_ms')),
  },
  key: ['partner', 'currency', 'reason'],
  indexes: { payable_reasons_due: '(program, judge_again_at_ms) WHERE judge_again_at_ms IS NOT NULL' },
  fillPercent: 80,
  fold: {},
};

export const unpaidView: OpsView = {
  about:
    'Why money is not paid, how much for each reason, and when that ends or who ends it, in minor units; several reasons may keep the same money back.',
  select: unpaidReasons,
};

/**
 * The query of what is not paid, a row for each program, partner, currency and reason. Why something payable is not paid
 * was judged when it was projected (payable_reasons); what is in hold is summed up here, by the program's clock.
 */
function unpaidReasons(schema: string): string {
  const from = (table: string) => `FROM ${schema}.${table}`;
  const ofPartner = PARTNER_HOLDS.map(quoted).join(', ');
  return `SELECT program, partner, currency, reason, u.amount_minor - ${TAKEN} AS amount_minor, e.ended_by,
          ${shownTime('u.since_ms', 'since')}, ${shownTime(endOf('u.ends_first_at_ms'), 'ends_first_at')}, ${shownTime(endOf('u.ends_at_ms'), 'ends_at')},
          u.missing_minor, ${shownDay('u.expired_on_day', 'expired_on')},
          ${shownTime('n.run_at_ms', 'next_run_at')}, n.gross_minor AS next_gross_minor, n.fee_minor AS next_fee_minor,
          n.withheld_minor AS next_withheld_minor, n.net_minor AS next_net_minor, ${IS_CURRENT} AS next_is_current
     FROM (
       SELECT program, partner, currency, reason, amount_minor, since_ms,
              ends_at_ms AS ends_first_at_ms, ends_at_ms, missing_minor, expired_on_day
         ${from('payable_reasons')} WHERE reason NOT IN (${ofPartner})
       UNION ALL
       SELECT program, partner, currency, h.reason, a.hold_minor + a.payable_minor, ${NOTHING_MORE}
         ${from('accounts')} a JOIN ${schema}.partners p USING (program, partner)
        CROSS JOIN unnest(p.holds) AS h(reason) WHERE a.hold_minor <> 0 OR a.payable_minor <> 0
       UNION ALL
       SELECT program, partner, currency, 'in_transit', in_transit_minor, ${NOTHING_MORE}
         ${from('accounts')} WHERE in_transit_minor <> 0
       UNION ALL
       SELECT l.program, l.partner, l.currency, 'clearing', sum(l.amount_minor), NULL,
              min(l.clears_at_ms), max(l.clears_at_ms), NULL, NULL
         ${from('lines')} l JOIN ${schema}.programs g USING (program) JOIN ${schema}.accounts a USING (program, partner, currency)
        WHERE l.paid_at_ms IS NULL AND l.state = 'hold' AND l.clears_at_ms > g.clock_ms AND a.hold_minor <> 0
        GROUP BY l.program, l.partner, l.currency
       UNION ALL
       SELECT l.program, l.partner, l.currency, h.hold, sum(l.amount_minor), ${NOTHING_MORE}
         ${from('lines')} l JOIN ${schema}.invoice_holds i USING (program, invoice, partner)
         JOIN ${schema}.accounts a USING (program, partner, currency) CROSS JOIN unnest(i.holds) AS h(hold)
        WHERE l.paid_at_ms IS NULL AND l.state = 'hold' AND a.hold_minor <> 0
        GROUP BY l.program, l.partner, l.currency, h.hold
       UNION ALL
       SELECT program, partner, currency, '${TRUE_UP_EXPECTED}', n.of_scheduled_minor + n.of_clearing_minor, NULL,
              n.true_up_first_at_ms, n.true_up_last_at_ms, NULL, NULL
         ${from('accounts')} a ${joinNextPayout(schema)}
        WHERE ${IS_CURRENT} AND n.of_scheduled_minor + n.of_clearing_minor <> 0
     ) u JOIN (VALUES ${Object.entries(WHAT_ENDS).map(row).join(', ')}) AS e(reason, ended_by) USING (reason)
     ${joinNextPayout(schema)}
    WHERE ${TAKEN} = 0 OR u.amount_minor <> ${TAKEN}`;
}

/** What the end of a quarter takes is no part of what is scheduled, or clearing: it is a reason of its own. */
const TAKEN = `CASE WHEN NOT ${IS_CURRENT} THEN 0
               WHEN reason = 'scheduled' THEN n.of_scheduled_minor WHEN reason = 'clearing' THEN n.of_clearing_minor ELSE 0 END`;

/** Which run pays, or is the next that could, follows also from what clears until then. */
function endOf(column: string): string {
  return `CASE WHEN ${IS_CURRENT} AND reason IN ('scheduled', 'below_minimum') THEN n.run_at_ms ELSE ${column} END`;
}

const NOTHING_MORE = 'NULL, NULL, NULL, NULL, NULL';

const quoted = (text: string) => `'${text}'`;

const row = (cells: readonly string[]) => `(${cells.map(quoted).join(', ')})`;
