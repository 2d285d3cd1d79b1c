import type { Month } from '@ledger/kernel/calendar';
import type { PartnerHold } from '@ledger/stages/partner-status/status.decisions';
import type { LineState } from '@ledger/stages/payout/payout-account';
import type { LineWithHolds } from '../../ledger-rows';
import { toLine, type StoredLine } from '../stored-rows';
import type { ListQuery } from './list-query';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

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

interface StoredLineOfPartner extends StoredLine {
  partner_holds: PartnerHold[];
}

/** Lines by partner, customer, invoice, line and seq; these are the key. */
export function lineList(
  { schema, program }: ProgramSnapshot,
  filter: LineFilter,
): ListQuery<StoredLineOfPartner, LineOfPartner> {
  return {
    select: `
      SELECT l.partner, l.customer, l.invoice, l.line, l.seq, l.reason, l.base_minor, l.rate, l.amount_minor, l.currency,
             l.effective_at_ms, l.posted_at_ms, l.month, l.clears_at_ms, l.terms_version, l.cause, l.state,
             l.paid_at_ms, l.payout, h.holds AS invoice_holds, coalesce(p.holds, '{}') AS partner_holds
        FROM ${schema}.lines l
        LEFT JOIN ${schema}.invoice_holds h ON h.program = l.program AND h.invoice = l.invoice AND h.partner = l.partner
        LEFT JOIN ${schema}.partners p ON p.program = l.program AND p.partner = l.partner`,
    where: new Where(program.program, 'l.program')
      .compare('l.partner', '=', filter.partner)
      .compare('l.customer', '=', filter.customer)
      .compare('l.invoice', '=', filter.invoice)
      .compare('l.currency', '=', filter.currency)
      .compare('l.state', '=', filter.state)
      .compare('l.month', '=', filter.month)
      .compare('l.payout', '=', filter.payout),
    order: ['l.partner', 'l.customer', 'l.invoice', 'l.line', 'l.seq'],
    toRow: (stored) => ({ ...toLine(stored), partnerHolds: stored.partner_holds }),
    keyOf: ({ row }) => [row.partner, row.customer ?? '', row.invoice ?? '', row.line, row.lineSeq],
  };
}
