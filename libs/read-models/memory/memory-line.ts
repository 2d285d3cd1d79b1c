import type { LineRow } from '../rows';
import type { MemoryLine } from './memory-tables';

/** A line as memory keeps it: named field by field, so that all have one shape and none carries more than its row. */
export function memoryLine(row: LineRow): MemoryLine {
  return {
    partner: row.partner,
    customer: row.customer,
    invoice: row.invoice,
    line: row.line,
    lineSeq: row.lineSeq,
    reason: row.reason,
    baseMinor: row.baseMinor,
    rate: row.rate,
    amountMinor: row.amountMinor,
    currency: row.currency,
    effectiveAt: row.effectiveAt,
    postedAt: row.postedAt,
    month: row.month,
    clearsAt: row.clearsAt,
    termsVersion: row.termsVersion,
    cause: row.cause,
    state: row.state,
    paidAt: row.paidAt,
    payout: row.payout,
    next: null,
  };
}
