import type { Calendar, Month } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { add, negate, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { CommissionPosted } from '@ledger/stages/commission/commission.decisions';
import type { OwnLinePosted, PayoutAmounts } from '@ledger/stages/payout/payout.decisions';
import { integer, sum, text } from '../table/column';
import type { SummedTable } from '../table/table';
import type { AccountKey } from './accounts';
import { statementColumn } from './statement-column';

/** The sums of one accounting month; opening and closing follow from the months before. */
export interface MonthSums {
  readonly accruedMinor: AmountMinor;
  readonly adjustedMinor: AmountMinor;
  readonly reversedMinor: AmountMinor;
  readonly paidMinor: AmountMinor;
  readonly feesMinor: AmountMinor;
  readonly withheldMinor: AmountMinor;
}

/** Of a month without a posting. */
export const NO_SUMS: MonthSums = {
  accruedMinor: ZERO,
  adjustedMinor: ZERO,
  reversedMinor: ZERO,
  paidMinor: ZERO,
  feesMinor: ZERO,
  withheldMinor: ZERO,
};

export interface StatementMonthRow extends MonthSums, AccountKey {
  readonly month: Month;
}

export const statementMonths: SummedTable<StatementMonthRow> = {
  kind: 'summed',
  name: 'statement_months',
  columns: {
    partner: text('partner'),
    currency: text('currency'),
    month: integer('month'),
    accruedMinor: sum('accrued_minor'),
    adjustedMinor: sum('adjusted_minor'),
    reversedMinor: sum('reversed_minor'),
    paidMinor: sum('paid_minor'),
    feesMinor: sum('fees_minor'),
    withheldMinor: sum('withheld_minor'),
  },
  key: ['partner', 'currency', 'month'],
  adds: {
    accruedMinor: add,
    adjustedMinor: add,
    reversedMinor: add,
    paidMinor: add,
    feesMinor: add,
    withheldMinor: add,
  },
  fold: {
    decisions: {
      CommissionPosted: (rows, posted, calendar) => rows.add(monthOfLine(posted, calendar)),
      OwnLinePosted: (rows, posted, calendar) => rows.add(monthOfLine(posted, calendar)),
      // Gross, fees and what was withheld count in the month in which a payout is made …
      PayoutMade: (rows, made, calendar) => rows.add(monthOfPayout(made, calendar)),
      // … and a failure or return in the month of its fact, negatively.
      PayoutFailed: (rows, failed, calendar) => rows.add(turned(monthOfPayout(failed, calendar))),
      PayoutReturned: (rows, returned, calendar) => rows.add(turned(monthOfPayout(returned, calendar))),
    },
  },
};

function monthOfLine(posted: CommissionPosted | OwnLinePosted, calendar: Calendar): StatementMonthRow {
  const { partner, currency, amountMinor, postedAt } = posted;
  const sums = { ...NO_SUMS, [statementColumn(posted.reason)]: amountMinor };
  return { partner, currency, month: calendar.monthAt(postedAt), ...sums };
}

function monthOfPayout(payout: PayoutAmounts & { readonly postedAt: Instant }, calendar: Calendar): StatementMonthRow {
  const { partner, currency, postedAt, grossMinor, feeMinor, withheldMinor } = payout;
  const sums = { ...NO_SUMS, paidMinor: grossMinor, feesMinor: feeMinor, withheldMinor };
  return { partner, currency, month: calendar.monthAt(postedAt), ...sums };
}

function turned(row: StatementMonthRow): StatementMonthRow {
  const { paidMinor, feesMinor, withheldMinor } = row;
  return {
    ...row,
    paidMinor: negate(paidMinor),
    feesMinor: negate(feesMinor),
    withheldMinor: negate(withheldMinor),
  };
}
