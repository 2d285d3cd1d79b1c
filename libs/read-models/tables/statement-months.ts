import type { Calendar, Month } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { add, negate, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { CommissionPosted } from '@ledger/stages/commission/commission.decisions';
import type { OwnLinePosted, PayoutAmounts } from '@ledger/stages/payout/payout.decisions';
import { readRows, type ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { integer, sum, text } from '../definition/column';
import { shownMonth, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { SummedTable } from '../definition/table';
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
  const column = statementColumn(posted.reason);
  return {
    partner,
    currency,
    month: calendar.monthAt(postedAt),
    accruedMinor: column === 'accruedMinor' ? amountMinor : ZERO,
    adjustedMinor: column === 'adjustedMinor' ? amountMinor : ZERO,
    reversedMinor: column === 'reversedMinor' ? amountMinor : ZERO,
    paidMinor: ZERO,
    feesMinor: ZERO,
    withheldMinor: ZERO,
  };
}

function monthOfPayout(payout: PayoutAmounts & { readonly postedAt: Instant }, calendar: Calendar): StatementMonthRow {
  return {
    partner: payout.partner,
    currency: payout.currency,
    month: calendar.monthAt(payout.postedAt),
    accruedMinor: ZERO,
    adjustedMinor: ZERO,
    reversedMinor: ZERO,
    paidMinor: payout.grossMinor,
    feesMinor: payout.feeMinor,
    withheldMinor: payout.withheldMinor,
  };
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

const read = readerOf(statementMonths.columns);

/** The months with postings of a program, or of a partner, by partner, currency and month: all of them, for a month opens as the one before closed. */
export function monthList(
  { schema, about: { program } }: ProgramSnapshot,
  filter: { readonly partner?: string; readonly currency?: string | undefined } = {},
): ListQuery<StoredRow, StatementMonthRow> {
  return {
    select: `SELECT ${listed(statementMonths.columns)} FROM ${schema}.statement_months`,
    where: new Where(program).compare('partner', '=', filter.partner).compare('currency', '=', filter.currency),
    order: ['partner', 'currency', 'month'],
    toRow: read,
    keyOf: ({ partner, currency, month }) => [partner, currency, month],
  };
}

/** The months with postings of a partner, by currency and month. */
export function monthsOfPartner(
  snapshot: ProgramSnapshot,
  partner: string,
  currency: string | undefined,
): Promise<readonly StatementMonthRow[]> {
  return readRows(snapshot, monthList(snapshot, { partner, currency }));
}

/** The sums of a month of an account, and what it opened with. */
export interface OpenedMonth extends StatementMonthRow {
  readonly openingMinor: AmountMinor;
}

const opening = sum('opening_minor');

/** One month of all partners of a program that had a posting in it or before; key: partner, currency. */
export function statementsOfMonth(
  { schema, about: { program } }: ProgramSnapshot,
  month: Month,
  currency: string | undefined,
): ListQuery<StoredRow, OpenedMonth> {
  const sums = Object.keys(statementMonths.adds).map((field) => statementMonths.columns[field as keyof MonthSums].name);
  const inMonth = sums.map((name) => `coalesce(sum(${name}) FILTER (WHERE month = ${month}), 0) AS ${name}`);
  return {
    select: `
      SELECT s.* FROM (
        SELECT program, partner, currency, ${month} AS month, ${inMonth.join(', ')},
               coalesce(sum(accrued_minor + adjusted_minor + reversed_minor - paid_minor)
                          FILTER (WHERE month < ${month}), 0) AS opening_minor
          FROM ${schema}.statement_months WHERE program = $1 AND month <= ${month}
         GROUP BY program, partner, currency
      ) s`,
    where: new Where(program, 's.program').compare('s.currency', '=', currency),
    order: ['s.partner', 's.currency'],
    toRow: (stored) => ({ ...read(stored), openingMinor: opening.read(stored[opening.name]) }),
    keyOf: ({ partner, currency: key }) => [partner, key],
  };
}

/** One month of a partner by currency: those in which something was posted in it or before. */
export function monthOfPartner(
  snapshot: ProgramSnapshot,
  partner: string,
  month: Month,
): ListQuery<StoredRow, OpenedMonth> {
  const list = statementsOfMonth(snapshot, month, undefined);
  return { ...list, where: list.where.compare('s.partner', '=', partner) };
}

export const statementMonthsView: OpsView = {
  about: 'The sums of each accounting month with a posting, in minor units.',
  select: (
    schema,
  ) => `SELECT program, partner, currency, ${shownMonth('month', 'month')}, accrued_minor, adjusted_minor, reversed_minor,
          paid_minor, fees_minor, withheld_minor, paid_minor - fees_minor - withheld_minor AS net_minor FROM ${schema}.statement_months`,
};
