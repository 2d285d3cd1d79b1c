import type { Calendar, Month } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { PayoutAmounts } from '@ledger/stages/payout/payout.decisions';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { integer, sum, text, time } from '../definition/column';
import { shownMonth, shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LoggedTable } from '../definition/table';

/** What a payout did to a statement: made, it takes from what is owed; failed or returned, it gives all of it back. */
export type PayoutMoveKind = 'made' | 'failed' | 'returned';

/** A payout in the accounting month in which it was made, and in that in which it failed or came back. */
export interface PayoutMoveRow extends Omit<PayoutAmounts, 'lineCount'> {
  readonly kind: PayoutMoveKind;
  /** Where it counts in the books. */
  readonly postedAt: Instant;
  readonly month: Month;
}

export const payoutMoves: LoggedTable<PayoutMoveRow> = {
  kind: 'logged',
  name: 'payout_moves',
  columns: {
    partner: text('partner'),
    currency: text('currency'),
    month: integer('month'),
    postedAt: time('posted_at_ms'),
    payout: text('payout'),
    kind: text('kind'),
    rail: text('rail'),
    grossMinor: sum('gross_minor'),
    feeMinor: sum('fee_minor'),
    withheldMinor: sum('withheld_minor'),
    netMinor: sum('net_minor'),
  },
  key: null,
  indexes: { payout_moves_of_month: '(program, partner, month)' },
  fold: {
    decisions: {
      PayoutMade: (rows, made, calendar) => rows.append(row('made', made, calendar)),
      PayoutFailed: (rows, failed, calendar) => rows.append(row('failed', failed, calendar)),
      PayoutReturned: (rows, returned, calendar) => rows.append(row('returned', returned, calendar)),
    },
  },
};

function row(
  kind: PayoutMoveKind,
  payout: PayoutAmounts & { readonly postedAt: Instant },
  calendar: Calendar,
): PayoutMoveRow {
  return {
    partner: payout.partner,
    currency: payout.currency,
    month: calendar.monthAt(payout.postedAt),
    postedAt: payout.postedAt,
    payout: payout.payout,
    kind,
    rail: payout.rail,
    grossMinor: payout.grossMinor,
    feeMinor: payout.feeMinor,
    withheldMinor: payout.withheldMinor,
    netMinor: payout.netMinor,
  };
}

/** What payouts did to a partner's statement of a month, by currency, time and id. */
export function movesOfMonth(
  { schema, about: { program } }: ProgramSnapshot,
  partner: string,
  month: Month,
): ListQuery<StoredRow, PayoutMoveRow> {
  return {
    select: `SELECT ${listed(payoutMoves.columns)} FROM ${schema}.payout_moves`,
    where: new Where(program).compare('partner', '=', partner).compare('month', '=', month),
    order: ['currency', 'posted_at_ms', 'payout', 'kind'],
    toRow: readerOf(payoutMoves.columns),
    keyOf: ({ currency, postedAt, payout, kind }) => [currency, postedAt, payout, kind],
  };
}

export const payoutMovesView: OpsView = {
  about: 'What payouts did to the statements, in minor units: made; failed or returned, it counts negatively.',
  select: (
    schema,
  ) => `SELECT program, partner, currency, ${shownMonth('month', 'month')}, ${shownTime('posted_at_ms', 'posted_at')}, payout, kind, rail,
          gross_minor, fee_minor, withheld_minor, net_minor FROM ${schema}.payout_moves`,
};
