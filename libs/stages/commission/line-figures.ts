import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';

/** Why a partner is paid nothing for a line of an invoice. */
export type NothingReason =
  /** Nobody, or not this partner (any more), is credited with the customer. */
  | 'no_credit'
  | 'not_a_partner'
  | 'terminated'
  | 'opted_out'
  | 'engagement_ended'
  /** The terms pay for no line of that kind, or none in that tier, type and interval. */
  | 'kind'
  | 'no_amount'
  /** A credit, before its customer's attribution settled. */
  | 'not_settled'
  /** The duration ended before it. */
  | 'end'
  | 'not_first_payment'
  | 'churn'
  /** All of it went back to the customer before. */
  | 'taken_back'
  | 'clawback'
  /** The partner's part, or the commission on it, rounds to nothing. */
  | 'rounds_to_nothing';

/** Where the rate of a credit comes from. */
export type RateOrigin = 'entry' | 'negotiated' | 'promotion' | 'bonus';

/** What goes back to the customer of one invoice line, and what of it. */
export interface TakenFigures {
  /** Of the line, with its sign. */
  readonly takenMinor: AmountMinor;
  /** All of the invoice: it was voided, or a dispute over it is lost. */
  readonly whole?: 'void' | 'dispute';
  /** Of it, what refunds took that name the line; no entry: nothing. */
  readonly namedMinor?: AmountMinor;
  /** What was spread over the invoice, by what was left of the line and of all lines; no entry: nothing. */
  readonly spread?: {
    readonly sumMinor: AmountMinor;
    readonly leftMinor: AmountMinor;
    readonly leftOfAllMinor: AmountMinor;
  };
  /** The refunds and disputes: the first few. */
  readonly by?: readonly string[];
  /** So many more. */
  readonly more?: number;
}

export interface ClawbackFigures {
  /** From the first earning event to the churn. */
  readonly days: number;
  readonly windowDays: number;
  readonly returns: 'all' | 'pro-rata';
  readonly churnedAt: Instant;
  /** What it takes of: the commission without what went back with refunds. */
  readonly leftMinor: AmountMinor;
}

/** What a line of the ledger was computed from: figures that are as usual are left out. */
export interface LineFigures {
  /** The amount of the invoice line. */
  readonly lineMinor: AmountMinor;
  /** The tier and the type by which the entry was found; no tier: there are none. */
  readonly tier?: string;
  readonly partnerType?: string;
  /** The how-manieth entry of what the terms pay for, from 1. */
  readonly entry: number;
  /** What of the amount earns, where not all does. */
  readonly withinMinor?: AmountMinor;
  /** Where a duration cuts the line: the date of its end, and for a service period its days before it. */
  readonly ends?: { readonly on: string; readonly daysBefore?: number; readonly days?: number };
  /** The partner's own rate, before the share of an influenced credit. */
  readonly ownRate: string;
  readonly rateFrom: RateOrigin;
  /** The wins of the quarter, where they lifted the rate. */
  readonly wins?: number;
  /** Of the own rate, for an influenced credit. */
  readonly share?: string;
  /** `round(base × rate)`, or nothing after a churn. */
  readonly commissionMinor: AmountMinor;
  /** The customer had churned before. */
  readonly churnedAt?: Instant;
  readonly taken?: TakenFigures;
  /** So many refunds wait for the end of the quarter. */
  readonly refundsWaiting?: number;
  readonly clawback?: ClawbackFigures;
  readonly standsMinor: AmountMinor;
}

/** The facts pay for nothing of it. */
export interface NothingFigures {
  readonly nothing: NothingReason;
}
