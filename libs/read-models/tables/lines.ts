import type { Calendar, Month } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { CommissionPosted, LineHold, LineReason } from '@ledger/stages/commission/commission.decisions';
import type { PartnerHold } from '@ledger/stages/partner-status/status.decisions';
import type { LineState } from '@ledger/stages/payout/payout-account';
import type { OwnLinePosted } from '@ledger/stages/payout/payout.decisions';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { amount, integer, orNull, text, textOrNone, time } from '../definition/column';
import { shownMonth, shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LinesTable } from '../definition/table';

type AboutAnInvoice = 'customer' | 'invoice' | 'baseMinor' | 'rate' | 'termsVersion';

/** A line of the ledger. All but `state`, `paidAt` and `payout` is as it was posted, for good. */
export interface LineRow
  extends
    // Null: a line of the partner's own.
    Readonly<{ [F in AboutAnInvoice]: CommissionPosted[F] | null }>,
    Omit<OwnLinePosted, 'type' | 'reason' | 'decidedAt'> {
  readonly reason: LineReason;
  /** The accounting month that it posts in, of the program's calendar. */
  readonly month: Month;
  readonly state: LineState;
  readonly paidAt: Instant | null;
  /** The payout that it is in transit or paid with; null: none. */
  readonly payout: string | null;
}

/** A line with what keeps its invoice's lines in hold. */
export interface LineWithHolds {
  readonly row: LineRow;
  readonly invoiceHolds: readonly LineHold[];
}

export const lines: LinesTable<LineRow> = {
  kind: 'lines',
  name: 'lines',
  columns: {
    partner: text('partner'),
    currency: text('currency'),
    customer: textOrNone('customer'),
    invoice: textOrNone('invoice'),
    line: text('line'),
    lineSeq: integer('seq'),
    reason: text('reason'),
    baseMinor: orNull(amount('base_minor')),
    rate: orNull(text('rate')),
    amountMinor: amount('amount_minor'),
    effectiveAt: time('effective_at_ms'),
    postedAt: time('posted_at_ms'),
    month: integer('month'),
    clearsAt: time('clears_at_ms'),
    termsVersion: orNull(integer('terms_version')),
    cause: text('cause'),
    state: text('state'),
    paidAt: orNull(time('paid_at_ms')),
    payout: orNull(text('payout')),
  },
  key: ['partner', 'customer', 'invoice', 'line', 'lineSeq'],
  // Not on the state: a line that moves between hold and payable keeps its index entries, if its page has room.
  indexes: { lines_open: '(program, partner, currency, invoice, line, seq) WHERE paid_at_ms IS NULL' },
  fillPercent: 80,
  fold: {
    decisions: {
      CommissionPosted: (rows, posted, calendar) => rows.append(lineOfInvoice(posted, calendar)),
      OwnLinePosted: (rows, posted, calendar) => rows.append(ownLine(posted, calendar)),
      LinesReleased: (rows, { partner, currency, lines: moved }) =>
        rows.move({ partner, currency, from: 'hold', to: 'payable', paidAt: null, payout: null, lines: moved }),
      LinesHeldBack: (rows, { partner, currency, lines: moved }) =>
        rows.move({ partner, currency, from: 'payable', to: 'hold', paidAt: null, payout: null, lines: moved }),
      PayoutLinesMoved: (rows, { payout, partner, currency, from, to, movedAt, lines: moved }) =>
        rows.move({
          partner,
          currency,
          from,
          to,
          paidAt: to === 'paid' ? movedAt : null,
          payout: to === 'payable' ? null : payout,
          lines: moved,
        }),
    },
  },
};

/** It starts in hold; what keeps it there is a matter of its invoice and its partner. */
function lineOfInvoice(posted: CommissionPosted, calendar: Calendar): LineRow {
  return {
    partner: posted.partner,
    customer: posted.customer,
    invoice: posted.invoice,
    line: posted.line,
    lineSeq: posted.lineSeq,
    reason: posted.reason,
    baseMinor: posted.baseMinor,
    rate: posted.rate,
    amountMinor: posted.amountMinor,
    currency: posted.currency,
    effectiveAt: posted.effectiveAt,
    postedAt: posted.postedAt,
    month: calendar.monthAt(posted.postedAt),
    clearsAt: posted.clearsAt,
    termsVersion: posted.termsVersion,
    cause: posted.cause,
    state: 'hold',
    paidAt: null,
    payout: null,
  };
}

/** An adjustment starts in hold; a write-off and a forfeit are payable at once, whatever holds. */
function ownLine(posted: OwnLinePosted, calendar: Calendar): LineRow {
  return {
    partner: posted.partner,
    customer: null,
    invoice: null,
    line: posted.line,
    lineSeq: posted.lineSeq,
    reason: posted.reason,
    baseMinor: null,
    rate: null,
    amountMinor: posted.amountMinor,
    currency: posted.currency,
    effectiveAt: posted.effectiveAt,
    postedAt: posted.postedAt,
    month: calendar.monthAt(posted.postedAt),
    clearsAt: posted.clearsAt,
    termsVersion: null,
    cause: posted.cause,
    state: posted.reason === 'adjustment' ? 'hold' : 'payable',
    paidAt: null,
    payout: null,
  };
}

/** Which lines of a program; what is not given does not matter. */
export interface LineFilter {
  readonly partner?: string | undefined;
  readonly customer?: string | undefined;
  readonly invoice?: string | undefined;
  readonly currency?: string | undefined;
  readonly state?: LineState | undefined;
  /** The accounting month. */
  readonly month?: Month | undefined;
  /** In transit or paid with this payout. */
  readonly payout?: string | undefined;
}

/** A line with what holds its invoice's lines, and what holds its partner. */
export interface LineOfPartner extends LineWithHolds {
  readonly partnerHolds: readonly PartnerHold[];
}

const read = readerOf(lines.columns);

/** Lines by partner, customer, invoice, line and seq; these are the key. */
export function lineList(
  { schema, about: { program } }: ProgramSnapshot,
  filter: LineFilter,
): ListQuery<StoredRow, LineOfPartner> {
  return {
    select: `
      SELECT ${listed(lines.columns, 'l')}, h.holds AS invoice_holds, coalesce(p.holds, '{}') AS partner_holds
        FROM ${schema}.lines l
        LEFT JOIN ${schema}.invoice_holds h ON h.program = l.program AND h.invoice = l.invoice AND h.partner = l.partner
        LEFT JOIN ${schema}.partners p ON p.program = l.program AND p.partner = l.partner`,
    where: new Where(program, 'l.program')
      .compare('l.partner', '=', filter.partner)
      .compare('l.customer', '=', filter.customer)
      .compare('l.invoice', '=', filter.invoice)
      .compare('l.currency', '=', filter.currency)
      .compare('l.state', '=', filter.state)
      .compare('l.month', '=', filter.month)
      .compare('l.payout', '=', filter.payout),
    order: ['l.partner', 'l.customer', 'l.invoice', 'l.line', 'l.seq'],
    toRow: (stored) => ({
      row: read(stored),
      invoiceHolds: (stored['invoice_holds'] ?? []) as LineHold[],
      partnerHolds: stored['partner_holds'] as PartnerHold[],
    }),
    keyOf: ({ row }) => [row.partner, row.customer ?? '', row.invoice ?? '', row.line, row.lineSeq],
  };
}

export const linesView: OpsView = {
  about:
    'The lines of the ledger, amounts in minor units. holds: what keeps the invoice in hold, beside clearing and what holds the partner.',
  select: (
    schema,
  ) => `SELECT program, partner, nullif(l.customer, '') AS customer, nullif(invoice, '') AS invoice, l.line, l.seq,
          l.reason, l.base_minor, l.rate, l.amount_minor,
          l.currency, l.state, h.holds, ${shownTime('l.effective_at_ms', 'effective_at')}, ${shownTime('l.posted_at_ms', 'posted_at')},
          ${shownMonth('l.month', 'month')}, ${shownTime('l.clears_at_ms', 'clears_at')}, ${shownTime('l.paid_at_ms', 'paid_at')}, l.payout, l.terms_version, l.cause
        FROM ${schema}.lines l LEFT JOIN ${schema}.invoice_holds h USING (program, invoice, partner)`,
};

export const moneyInHoldView: OpsView = {
  about:
    'What a partner has in hold in one currency: how much clears when, and what holds it beside that, in minor units.',
  select: (schema) => `SELECT program, partner, l.currency, ${shownTime('l.clears_at_ms', 'clears_at')}, h.holds,
          sum(l.amount_minor) AS amount_minor
        FROM ${schema}.lines l LEFT JOIN ${schema}.invoice_holds h USING (program, invoice, partner)
       WHERE l.paid_at_ms IS NULL AND l.state = 'hold' GROUP BY program, partner, l.currency, l.clears_at_ms, h.holds`,
};
