import type { CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import { integer, orNull, sum, text, time } from '../table/column';
import type { JudgedTable } from '../table/table';
import type { AccountKey } from './accounts';

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
