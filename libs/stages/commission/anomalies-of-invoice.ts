import type { Terms } from '@ledger/program/terms';
import { allocateRefunds } from './allocate-refunds';
import type { AnomalyFound, AnomalyResolved } from './commission.decisions';
import type { InvoiceAccount } from './invoice-account';
import { partsLost } from './invoice-disputes';

/** What was reported of an invoice and is not so any more, and what does not fit and was not reported yet. */
export function changedAnomalies(account: InvoiceAccount, earnOn: Terms['earnOn']): (AnomalyFound | AnomalyResolved)[] {
  const found = anomaliesOf(account, earnOn);
  if (found.length === 0 && account.anomalies === null) return [];
  const now = new Set(found.map(anomalyKey));
  const known = [...(account.anomalies ?? [])];
  const resolved = known.filter(([key]) => !now.has(key)).map(([, anomaly]) => resolutionOf(anomaly));
  return [...resolved, ...found.filter((anomaly) => account.anomalies?.has(anomalyKey(anomaly)) !== true)];
}

/** Keeps what is reported of an invoice. */
export function noteAnomaly(account: InvoiceAccount, decision: AnomalyFound | AnomalyResolved): void {
  if (decision.type === 'AnomalyFound') (account.anomalies ??= new Map()).set(anomalyKey(decision), decision);
  else account.anomalies?.delete(anomalyKey(decision));
}

/** What in an invoice's refunds, disputes and voids does not fit it (contract.md, section 1, Anomalies). */
function anomaliesOf(account: InvoiceAccount, earnOn: Terms['earnOn']): AnomalyFound[] {
  const { invoice, revenue, lines, voided } = account;
  if (revenue === null) return [];
  const found = misnamedLines(account);
  const takenBack = [...(account.refunds?.values() ?? []), ...partsLost(account)];
  if (takenBack.length > 0 && allocateRefunds(lines, takenBack).exceeds)
    found.push(anomaly('refund_exceeds_amount', invoice, invoice));
  if (voided && earnOn === 'collected') found.push(anomaly('void_without_effect', invoice, invoice));
  return found;
}

/** Refunds name lines that the invoice does not have, or negative ones: one anomaly for each refund and line. */
function misnamedLines({ invoice, lines, refunds }: InvoiceAccount): AnomalyFound[] {
  const naming = [...(refunds?.values() ?? [])].filter((refund) => refund.lines !== null);
  if (naming.length === 0) return [];
  const refundable = new Set(lines.filter(({ amountMinor }) => amountMinor >= 0n).map(({ line }) => line));
  return naming.flatMap((refund) =>
    (refund.lines ?? [])
      .filter(({ line }) => !refundable.has(line))
      .map(({ line }) => anomaly('refund_unknown_line', invoice, `${refund.refund} ${line} ${invoice}`)),
  );
}

function anomaly(code: AnomalyFound['code'], invoice: string, detail: string): AnomalyFound {
  return { type: 'AnomalyFound', code, invoice, detail };
}

function resolutionOf({ code, invoice, detail }: AnomalyFound): AnomalyResolved {
  return { type: 'AnomalyResolved', code, invoice, detail };
}

function anomalyKey({ code, detail }: AnomalyFound | AnomalyResolved): string {
  return `${code} ${detail}`;
}
