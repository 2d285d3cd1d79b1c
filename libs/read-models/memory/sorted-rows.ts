import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { AnomalyRow } from '../tables/anomalies';
import type { LineRow } from '../tables/lines';
import type { PayoutRow } from '../tables/payouts';
import type { RejectedRow } from '../tables/rejected';

/** Orders of the contract's arrays (section 2), strings by Unicode code points. */

export function byLine(a: LineRow, b: LineRow): number {
  return (
    compareCodePoints(a.partner, b.partner) ||
    compareCodePoints(a.customer ?? '', b.customer ?? '') ||
    compareCodePoints(a.invoice ?? '', b.invoice ?? '') ||
    compareCodePoints(a.line, b.line) ||
    a.lineSeq - b.lineSeq
  );
}

export function byPayout(a: PayoutRow, b: PayoutRow): number {
  return byAccount(a, b) || a.at - b.at || compareCodePoints(a.payout, b.payout);
}

export function byAccount(
  a: { readonly partner: string; readonly currency: string },
  b: { readonly partner: string; readonly currency: string },
): number {
  return compareCodePoints(a.partner, b.partner) || compareCodePoints(a.currency, b.currency);
}

export function byRejection(a: RejectedRow, b: RejectedRow): number {
  return (
    compareCodePoints(a.source, b.source) ||
    compareCodePoints(a.id, b.id) ||
    compareCodePoints(a.eventType, b.eventType) ||
    compareCodePoints(a.code, b.code) ||
    compareCodePoints(a.detail, b.detail) ||
    a.seq - b.seq
  );
}

export function byAnomaly(a: AnomalyRow, b: AnomalyRow): number {
  return (
    compareCodePoints(a.code, b.code) ||
    compareCodePoints(a.detail, b.detail) ||
    compareCodePoints(a.invoice, b.invoice)
  );
}

/** The entries of a map, by key. */
export function byKey<V>(map: ReadonlyMap<string, V>): [string, V][] {
  return [...map].sort(([a], [b]) => compareCodePoints(a, b));
}
