import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { CalendarDate } from '@ledger/kernel/calendar';
import type { Rail } from '@ledger/program/terms';

export interface LineKey {
  readonly invoice: string;
  readonly line: string;
  readonly lineSeq: number;
}

/** Lines of one partner and currency moved from hold to payable (clearing), `amountMinor` in sum. */
export interface LinesReleased {
  readonly type: 'LinesReleased';
  readonly partner: string;
  readonly currency: string;
  readonly releasedAt: Instant;
  readonly amountMinor: AmountMinor;
  readonly lines: readonly LineKey[];
}

/** Payable lines went back to hold (dispute, voided activation). */
export interface LinesHeldBack {
  readonly type: 'LinesHeldBack';
  readonly partner: string;
  readonly currency: string;
  readonly heldAt: Instant;
  readonly amountMinor: AmountMinor;
  readonly lines: readonly LineKey[];
}

/** A run paid all payable lines of a partner in one currency; `lineCount` of them. */
export interface PayoutMade {
  readonly type: 'PayoutMade';
  readonly payout: string;
  readonly partner: string;
  readonly currency: string;
  readonly madeAt: Instant;
  readonly rail: Rail;
  readonly grossMinor: AmountMinor;
  readonly feeMinor: AmountMinor;
  readonly netMinor: AmountMinor;
  readonly lineCount: number;
}

/** What a payout asks of the partner changed; whether a form is valid is a question of the moment. */
export interface PayoutProfileChanged {
  readonly type: 'PayoutProfileChanged';
  readonly partner: string;
  /** null: no payout method set. */
  readonly rail: Rail | null;
  readonly taxForms: readonly TaxForm[];
  readonly acknowledgementOpen: boolean;
}

export interface TaxForm {
  readonly form: string;
  readonly recordedAt: Instant;
  /** Last day of validity; null: until changed. */
  readonly validThrough: CalendarDate | null;
}

export type PayoutDecision = LinesReleased | LinesHeldBack | PayoutMade | PayoutProfileChanged;
