import {
  COMMISSION_REASONS,
  OWN_LINE_REASONS,
  type AnomalyCode,
  type CommissionReason,
  type LineHold,
} from '@ledger/contracts/decided-words';
import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { LineFigures, NothingFigures, NothingReason } from './line-figures';

export type { AnomalyCode, CommissionReason, LineHold };

/** Why a line of the ledger is posted. */
export const LINE_REASONS = [...COMMISSION_REASONS, ...OWN_LINE_REASONS] as const;
export type LineReason = (typeof LINE_REASONS)[number];

/** A difference between what the facts demand for (invoice line, partner) and what stood, posted as a line of the ledger. */
export interface CommissionPosted {
  readonly type: 'CommissionPosted';
  readonly partner: string;
  readonly customer: string;
  readonly invoice: string;
  readonly line: string;
  /** 1, 2, … within (invoice line, partner). */
  readonly lineSeq: number;
  readonly reason: CommissionReason;
  /** What the commission was computed on: the partner's part after pro-rating. */
  readonly baseMinor: AmountMinor;
  readonly rate: string;
  readonly amountMinor: AmountMinor;
  readonly currency: string;
  /** Its invoice line's earning event. */
  readonly earnedAt: Instant;
  readonly effectiveAt: Instant;
  readonly postedAt: Instant;
  readonly clearsAt: Instant;
  readonly termsVersion: number;
  /** The id of the event, or the name of the timer, that caused it. */
  readonly cause: string;
  /** When it was decided: the timer's moment; the program's clock for an event. */
  readonly decidedAt: Instant;
  /** What keeps it in hold, beside clearing and what holds its partner. */
  readonly holds: readonly LineHold[];
  /** What it was computed from; null: a release before this one recorded it. */
  readonly figures: LineFigures | NothingFigures | null;
}

/** A line of an invoice that nothing is posted for, and why. */
export interface UnpaidLine {
  readonly line: string;
  readonly reason: NothingReason;
  /** What that was computed from, where the terms pay for the line. */
  readonly baseMinor?: AmountMinor;
  readonly rate?: string;
  readonly figures?: LineFigures;
}

/**
 * Nothing is posted for lines of an invoice and a partner that is credited with it, or with nobody credited (partner
 * null): recorded once for each line and partner, and again where the reason is another one.
 */
export interface NothingPosted {
  readonly type: 'NothingPosted';
  readonly invoice: string;
  readonly customer: string;
  readonly partner: string | null;
  readonly currency: string;
  readonly earnedAt: Instant;
  readonly termsVersion: number | null;
  readonly lines: readonly UnpaidLine[];
}

/**
 * What the end of the quarter will post for a partner on an invoice whose refunds wait for it, if nothing else happens:
 * told where it changes, 0 where nothing is to be expected any more. The lines that it then posts end it. Nothing is
 * decided by it.
 */
export interface TrueUpExpected {
  readonly type: 'TrueUpExpected';
  readonly invoice: string;
  readonly partner: string;
  readonly currency: string;
  readonly amountMinor: AmountMinor;
  /** The end of the quarter. */
  readonly dueAt: Instant;
  readonly clearsAt: Instant;
  /** What keeps it in hold then, beside clearing and what holds its partner. */
  readonly holds: readonly LineHold[];
}

/** What keeps a partner's lines of an invoice in hold changed (dispute, voided activation, version of the terms). */
export interface InvoiceHoldsChanged {
  readonly type: 'InvoiceHoldsChanged';
  readonly invoice: string;
  readonly customer: string;
  readonly partner: string;
  readonly holds: readonly LineHold[];
  readonly decidedAt: Instant;
}

/** Something in the facts does not fit together and was cut off, or changes nothing; reported, never rejected. */
export interface AnomalyFound {
  readonly type: 'AnomalyFound';
  readonly code: AnomalyCode;
  readonly invoice: string;
  readonly detail: string;
}

/** What was reported is not so any more: the refund failed, the bank gave the money back. */
export interface AnomalyResolved {
  readonly type: 'AnomalyResolved';
  readonly code: AnomalyCode;
  readonly invoice: string;
  readonly detail: string;
}

export type CommissionDecision =
  CommissionPosted | NothingPosted | TrueUpExpected | InvoiceHoldsChanged | AnomalyFound | AnomalyResolved;
