import type { Calendar } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { count, integer, text, time } from '../definition/column';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LoggedTable } from '../definition/table';

/** What gives a document of its own: the money was paid, or what was paid came back. */
export type SettlementKind = 'paid' | 'returned';

/** A payout that was paid, or came back: in the order of these its documents are numbered. */
export interface PayoutSettlementRow {
  readonly kind: SettlementKind;
  /** Of the program's calendar, in which it was paid or came back. */
  readonly year: number;
  /** The fact by which it was. */
  readonly seq: number;
  /** When it was paid or came back. */
  readonly at: Instant;
  readonly payout: string;
  readonly partner: string;
}

export const payoutSettlements: LoggedTable<PayoutSettlementRow> = {
  kind: 'logged',
  name: 'payout_settlements',
  columns: {
    kind: text('kind'),
    year: integer('year'),
    seq: count('seq'),
    at: time('at_ms'),
    payout: text('payout'),
    partner: text('partner'),
  },
  key: null,
  indexes: {
    payout_settlements_of_year: '(program, kind, year)',
    payout_settlements_of_payout: '(program, payout)',
  },
  fold: {
    decisions: {
      PayoutMade: (rows, { payout, partner, paidAtOnce, madeAt }, calendar, seq) => {
        if (paidAtOnce) rows.append(row('paid', { payout, partner, at: madeAt, seq }, calendar));
      },
      PayoutSettled: (rows, { payout, partner, settledAt }, calendar, seq) =>
        rows.append(row('paid', { payout, partner, at: settledAt, seq }, calendar)),
      PayoutReturned: (rows, { payout, partner, returnedAt }, calendar, seq) =>
        rows.append(row('returned', { payout, partner, at: returnedAt, seq }, calendar)),
    },
  },
};

function row(
  kind: SettlementKind,
  { payout, partner, at, seq }: Omit<PayoutSettlementRow, 'kind' | 'year'>,
  calendar: Calendar,
): PayoutSettlementRow {
  return { kind, year: Math.floor(calendar.monthAt(at) / 12), seq, at, payout, partner };
}

/** Of one payout, or all of a year of one kind, in the order of the log: what one fact pays, by time and number. */
export function settlementList(
  { schema, about: { program } }: ProgramSnapshot,
  { payout, kind, year }: { readonly payout?: string; readonly kind?: SettlementKind; readonly year?: number },
): ListQuery<StoredRow, PayoutSettlementRow> {
  return {
    select: `SELECT ${listed(payoutSettlements.columns)} FROM ${schema}.payout_settlements`,
    where: new Where(program).compare('payout', '=', payout).compare('kind', '=', kind).compare('year', '=', year),
    order: ['seq', 'at_ms', 'length(payout)', 'payout'],
    toRow: readerOf(payoutSettlements.columns),
    keyOf: ({ seq, at, payout: id }) => [seq, at, id.length, id],
  };
}
