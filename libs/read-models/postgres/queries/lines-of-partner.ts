import type { Instant } from '@ledger/kernel/instant';
import type { LineWithHolds } from '../../ledger-rows';
import type { LineState } from '../../rows';
import { cursorRows } from '../cursor-rows';
import { toLine, type StoredLine } from '../stored-rows';
import { pageOf, type Page, type PageRequest } from './page';
import type { ProgramSnapshot } from './program-snapshot';
import { Where, type Key } from './where';

/** Which lines of a partner; what is not given does not matter. */
export interface LineFilter {
  readonly customer?: string | undefined;
  readonly invoice?: string | undefined;
  readonly currency?: string | undefined;
  readonly state?: LineState | undefined;
  /** Posted at this time or later … */
  readonly postedFrom?: Instant | undefined;
  /** … and before this one. */
  readonly postedBefore?: Instant | undefined;
}

const ORDER = ['l.customer', 'l.invoice', 'l.line', 'l.seq'];

/** Lines of a partner by customer, invoice, line and seq; these are the key. */
export async function linesOfPartner(
  snapshot: ProgramSnapshot,
  partner: string,
  filter: LineFilter,
  { limit, after }: PageRequest,
): Promise<Page<LineWithHolds>> {
  const { query, parameters } = linesQuery(snapshot, partner, filter, after);
  const rows = await snapshot.sql.rows<StoredLine>(`${query} LIMIT ${limit + 1}`, parameters);
  return pageOf(rows.map(toLine), limit, ({ row }) => [row.customer ?? '', row.invoice ?? '', row.line, row.lineSeq]);
}

/** All of them, a portion at a time in memory; to be read while the snapshot is lent. */
export async function* allLinesOfPartner(
  snapshot: ProgramSnapshot,
  partner: string,
  filter: LineFilter,
): AsyncIterable<LineWithHolds> {
  const { query, parameters } = linesQuery(snapshot, partner, filter, null);
  for await (const row of cursorRows<StoredLine>(snapshot.sql, query, parameters)) yield toLine(row);
}

function linesQuery({ schema, program }: ProgramSnapshot, partner: string, filter: LineFilter, after: Key | null) {
  const where = new Where(program.program, 'l.program')
    .compare('l.partner', '=', partner)
    .compare('l.customer', '=', filter.customer)
    .compare('l.invoice', '=', filter.invoice)
    .compare('l.currency', '=', filter.currency)
    .compare('l.state', '=', filter.state)
    .compare('l.posted_at_ms', '>=', filter.postedFrom)
    .compare('l.posted_at_ms', '<', filter.postedBefore)
    .after(ORDER, after);
  const query = `
    SELECT l.partner, l.customer, l.invoice, l.line, l.seq, l.reason, l.base_minor, l.rate, l.amount_minor, l.currency,
           l.effective_at_ms, l.posted_at_ms, l.clears_at_ms, l.terms_version, l.cause, l.state, l.paid_at_ms,
           h.holds AS invoice_holds
      FROM ${schema}.lines l
        LEFT JOIN ${schema}.invoice_holds h ON h.program = l.program AND h.invoice = l.invoice AND h.partner = l.partner
      ${where.text} ORDER BY ${ORDER.join(', ')}`;
  return { query, parameters: where.parameters };
}
