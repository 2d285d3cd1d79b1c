import { allocateRefunds } from './allocate-refunds';
import type { AnomalyFound } from './commission.decisions';
import type { InvoiceAccount } from './invoice-account';

/** What in an invoice's refunds does not fit it and was not reported yet (programs.md, section 0, Refunds). */
export function anomaliesOf({ invoice, earning, lines, refunds, anomalies }: InvoiceAccount): AnomalyFound[] {
  if (earning === null || refunds.length === 0) return [];
  const { exceeds, unknownLines } = allocateRefunds(lines, refunds);
  const found: AnomalyFound[] = unknownLines.map((line) => ({
    type: 'AnomalyFound',
    code: 'refund_unknown_line',
    invoice,
    detail: `${invoice} ${line}`,
  }));
  if (exceeds) found.push({ type: 'AnomalyFound', code: 'refund_exceeds_amount', invoice, detail: invoice });
  return found.filter(({ code, detail }) => anomalies?.has(`${code} ${detail}`) !== true);
}
