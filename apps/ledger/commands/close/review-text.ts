import { formatMoney } from '@ledger/documents/money-text';
import { textTable } from '@ledger/documents/text-table';
import { formatMonth, type Month } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import { closability, type MonthReview } from '@ledger/read-models/closing/month-review';
import type { PayoutRow } from '@ledger/read-models/tables/payouts';

/** Of a list no more rows than this are shown: JSON has all. */
const SHOWN_ROWS = 20;

const AMOUNTS = ['opening', 'accrued', 'adjusted', 'reversed', 'paid', 'closing', 'fees', 'withheld'];

/** The review for a person: what the statements come to, what is still open, and what closing does. */
export function reviewText(review: MonthReview): string {
  const { program, month, clock } = review;
  const title = `${program}, ${formatMonth(month)}, as of ${clock === null ? 'no clock yet' : formatInstant(clock)}`;
  return [title, ...totals(review), ...sections(review), ...effects(review)].join('\n');
}

/** In one line, what is still open; empty: nothing is. */
export function openInShort({ inTransit, proposals, disputes, rejected, held }: MonthReview): string {
  const counted = [
    [inTransit.length, 'in transit'],
    [proposals.length, 'proposed'],
    [disputes.length, 'under dispute'],
    [held.length, 'sums in hold'],
    [rejected.length, 'rejected'],
  ] as const;
  return counted
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');
}

function totals({ totals: sums }: MonthReview): readonly string[] {
  if (sums.length === 0) return ['  no statement has anything in it'];
  const rows = sums.map((total) => {
    const { currency, accounts, openingMinor, accruedMinor, adjustedMinor, reversedMinor, paidMinor } = total;
    const closing = openingMinor + accruedMinor + adjustedMinor + reversedMinor - paidMinor;
    const amounts = [openingMinor, accruedMinor, adjustedMinor, reversedMinor, paidMinor, closing];
    const all = [...amounts, total.feesMinor, total.withheldMinor];
    return [currency, String(accounts), ...all.map((amountMinor) => formatMoney(amountMinor, currency))];
  });
  return [textTable(['currency', 'statements', ...AMOUNTS], rows, { right: ['statements', ...AMOUNTS] })];
}

function sections(review: MonthReview): readonly string[] {
  const payouts = ['payout', 'partner', 'rail', 'currency', 'gross', 'since'];
  return [
    ...section('payouts in transit', review.inTransit.map(payoutCells), payouts),
    ...section('proposals that wait for an approval', review.proposals.map(payoutCells), payouts),
    ...section(
      'rejected events that nobody has mended',
      review.rejected.map(({ at, source, id, eventType, code, detail }) => {
        return [at === null ? '' : formatInstant(at), eventType, code, source, id, detail];
      }),
      ['time', 'type', 'code', 'source', 'id', 'detail'],
    ),
    ...section(
      'disputes',
      review.disputes.map(({ invoice, customer, partner, currency, lines, amountMinor }) => {
        return [invoice, customer, partner, currency, formatMoney(amountMinor, currency), String(lines)];
      }),
      ['invoice', 'customer', 'partner', 'currency', 'amount', 'lines'],
    ),
    ...section(
      'lines in hold by reason (several may hold one line)',
      review.held.map(({ reason, currency, lines, amountMinor }) => {
        return [reason, currency, formatMoney(amountMinor, currency), String(lines)];
      }),
      ['reason', 'currency', 'amount', 'lines'],
    ),
  ];
}

function section(title: string, rows: readonly string[][], head: readonly string[]): readonly string[] {
  if (rows.length === 0) return [`${title}: none`];
  const more = rows.length - SHOWN_ROWS;
  const table = textTable(head, rows.slice(0, SHOWN_ROWS), { right: ['gross', 'amount', 'lines'] });
  return [`${title}: ${rows.length}`, table, ...(more > 0 ? [`  … and ${more} more: --format json has all`] : [])];
}

function payoutCells({ payout, partner, rail, currency, grossMinor, at }: PayoutRow): string[] {
  return [payout, partner, rail, currency, formatMoney(grossMinor, currency), formatInstant(at)];
}

function effects(review: MonthReview): readonly string[] {
  const { month, closedThrough, endsAt, postsFrom } = review;
  const [name, next] = [formatMonth(month), formatMonth((month + 1) as Month)];
  switch (closability(review)) {
    case 'closed':
      return [`${name} is closed already (the books are closed through ${formatMonth(closedThrough as Month)})`];
    case 'not_ended':
      return [
        `${name} cannot be closed: it ends at ${formatInstant(endsAt)}, and the program’s clock is not there yet`,
      ];
    case 'open': {
      const before = closedThrough === null ? 'and all months before it' : describeMonths(closedThrough, month);
      return [
        `closing ${name} closes ${before}; their statements never change after that`,
        `what arrives later for them (a refund, an event that is sent again, a new rate) posts at ${formatInstant(postsFrom)}, in ${next};`,
        'until then it posts in its own month. A payout that fails or returns counts in the month of that answer,',
        'and what clears is paid as ever: closing holds nothing back.',
      ];
    }
  }
}

function describeMonths(closedThrough: Month, month: Month): string {
  const first = (closedThrough + 1) as Month;
  return first === month ? 'that month alone' : `the months from ${formatMonth(first)} on`;
}
