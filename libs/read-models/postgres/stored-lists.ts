import type { Month } from '@ledger/kernel/calendar';
import { instant, type Instant } from '@ledger/kernel/instant';
import type { AnomalyCode } from '@ledger/stages/commission/commission.decisions';
import type { FactRow } from '../table/fact-row';
import type { ClosedMonthRow } from '../tables/closed-months';
import type { OverrideRow } from '../tables/overrides';
import type { RejectedArrivalRow } from '../tables/rejected';
import type { SignUpCodeRow } from '../tables/sign-up-codes';
import type { TakebackRow } from '../tables/takebacks';
import { toInstantOrNull, toRejectedRow, type StoredRejected } from './stored-rows';

/** Rows of the lists as the driver gives them. */

interface StoredFact {
  seq: string;
  source: string;
  id: string;
  at_ms: string;
}

const toFact = ({ seq, source, id, at_ms }: StoredFact): FactRow => ({
  seq: Number(seq),
  source,
  id,
  at: instant(Number(at_ms)),
});

export interface StoredRejectedArrival extends StoredRejected {
  arrived_at_ms: string | null;
  body: RejectedArrivalRow['body'];
  body_ref: string | null;
  same: string;
  times: string;
  accepted_seq: string | null;
  accepted_in: string | null;
}

export function toRejectedArrival(stored: StoredRejectedArrival): RejectedArrivalRow {
  return {
    ...toRejectedRow(stored),
    arrivedAt: toInstantOrNull(stored.arrived_at_ms),
    body: stored.body,
    bodyRef: stored.body_ref,
    same: stored.same,
    times: Number(stored.times),
    acceptedSeq: stored.accepted_seq === null ? null : Number(stored.accepted_seq),
    acceptedIn: stored.accepted_in,
  };
}

export interface StoredTakeback extends StoredFact {
  event_type: string;
  about: string;
  invoice: string;
  waits: boolean;
}

export function toTakeback(stored: StoredTakeback): TakebackRow {
  const { event_type: eventType, about, invoice, waits } = stored;
  return { ...toFact(stored), eventType, about, invoice, waits };
}

/** A sign-up whose code nobody owns. */
export type UnownedCode = Omit<SignUpCodeRow, 'seq'>;

export interface StoredUnownedCode {
  customer: string;
  claimed_at_ms: string;
  source: string;
  id: string;
  code: string | null;
  click_id: string | null;
}

export function toUnownedCode(stored: StoredUnownedCode): UnownedCode {
  const { customer, claimed_at_ms, source, id, code, click_id: clickId } = stored;
  return { customer, at: instant(Number(claimed_at_ms)), source, id, code, clickId };
}

/** An anomaly, with the time of the last fact about its invoice that takes something back. */
export interface DatedAnomaly {
  readonly code: AnomalyCode;
  readonly detail: string;
  readonly invoice: string;
  readonly at: Instant | null;
}

export interface StoredAnomaly {
  code: AnomalyCode;
  detail: string;
  invoice: string;
  at_ms: string | null;
}

export function toDatedAnomaly({ code, detail, invoice, at_ms }: StoredAnomaly): DatedAnomaly {
  return { code, detail, invoice, at: toInstantOrNull(at_ms) };
}

export interface StoredOverride extends StoredFact {
  customer: string;
  decided_by: string;
  evidence_ref: string;
  from_at_ms: string | null;
}

export function toOverride(stored: StoredOverride): OverrideRow {
  const { customer, decided_by: by, evidence_ref: evidenceRef } = stored;
  return { ...toFact(stored), customer, by, evidenceRef, fromAt: toInstantOrNull(stored.from_at_ms) };
}

export interface StoredClosedMonth extends StoredFact {
  month: Month;
  closed_by: string | null;
}

export function toClosedMonth(stored: StoredClosedMonth): ClosedMonthRow {
  return { ...toFact(stored), month: stored.month, by: stored.closed_by };
}
