import type { ApprovalWait, OwnLineReason, PayingRail, Rail } from '@ledger/contracts/decided-words';
import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { CalendarDate, Month } from '@ledger/kernel/calendar';
export type { ApprovalWait, OwnLineReason, PayingRail };

export interface LineKey {
  /** null: a line of the partner's own, about no invoice. */
  readonly invoice: string | null;
  readonly line: string;
  readonly lineSeq: number;
}

/** A line of the partner's own, about no customer and no invoice; an adjustment starts in hold, the others are payable at once. */
export interface OwnLinePosted {
  readonly type: 'OwnLinePosted';
  readonly partner: string;
  readonly currency: string;
  /** The adjustment's id; of a write-off, a forfeit or a fee of a returned payout: the fact's. */
  readonly line: string;
  /** 1, 2, … within (line, partner). */
  readonly lineSeq: number;
  readonly reason: OwnLineReason;
  readonly amountMinor: AmountMinor;
  readonly effectiveAt: Instant;
  readonly postedAt: Instant;
  readonly clearsAt: Instant;
  readonly cause: string;
  /** What the program's clock showed: an account's lines move in its order. */
  readonly decidedAt: Instant;
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

/** Payable lines went back to hold (dispute, voided activation; what had not cleared when it was paid elsewhere). */
export interface LinesHeldBack {
  readonly type: 'LinesHeldBack';
  readonly partner: string;
  readonly currency: string;
  readonly heldAt: Instant;
  readonly amountMinor: AmountMinor;
  readonly lines: readonly LineKey[];
}

/** Who is paid what by a payout, as every decision about it tells it. */
export interface PayoutAmounts {
  /** `po-N`. */
  readonly payout: string;
  readonly partner: string;
  readonly currency: string;
  readonly rail: PayingRail;
  readonly grossMinor: AmountMinor;
  /** The fee of the terms. */
  readonly feeMinor: AmountMinor;
  readonly withheldMinor: AmountMinor;
  readonly netMinor: AmountMinor;
  readonly lineCount: number;
}

/** By which terms fee and withholding were computed. */
export interface PayoutFigures {
  /** null: paid elsewhere, by no terms. */
  readonly termsVersion: number | null;
  readonly feeRate: string;
  readonly feeFixedMinor: AmountMinor;
  /** null: nothing is withheld. */
  readonly withholding: { readonly rate: string; readonly because: 'own_rate' | 'tax_form_missing' } | null;
}

/** A run proposed to pay all payable lines of a partner in one currency: it reserves nothing. */
export interface PayoutProposed extends PayoutAmounts {
  readonly type: 'PayoutProposed';
  readonly proposedAt: Instant;
  /** null: a release before this one recorded it. */
  readonly figures: PayoutFigures | null;
}

/** A later run would pay other lines, or needs no approval: the proposal is gone, and its number with it. */
export interface PayoutProposalReplaced {
  readonly type: 'PayoutProposalReplaced';
  readonly payout: string;
  readonly partner: string;
  readonly currency: string;
  readonly replacedAt: Instant;
}

/** A person withdrew a proposal. */
export interface PayoutDeclined extends PayoutAmounts {
  readonly type: 'PayoutDeclined';
  readonly proposedAt: Instant;
  readonly declinedAt: Instant;
}

/** A payout was made: by a run, by an approval, or elsewhere. Which lines it pays follows (`PayoutLinesMoved`). */
export interface PayoutMade extends PayoutAmounts {
  readonly type: 'PayoutMade';
  readonly madeAt: Instant;
  /** Where it counts in the books: in an open month. */
  readonly postedAt: Instant;
  /** Its rail answers at once, with success: it is paid. */
  readonly paidAtOnce: boolean;
  /** null: a release before this one recorded it. */
  readonly figures: PayoutFigures | null;
}

/** The rail took the money. */
export interface PayoutSettled extends PayoutAmounts {
  readonly type: 'PayoutSettled';
  readonly madeAt: Instant;
  readonly settledAt: Instant;
  readonly postedAt: Instant;
  readonly reference: string | null;
  /** What the rail took beyond the fee of the terms; negative: less. */
  readonly feeVarianceMinor: AmountMinor;
}

/** The money never left. */
export interface PayoutFailed extends PayoutAmounts {
  readonly type: 'PayoutFailed';
  readonly madeAt: Instant;
  readonly failedAt: Instant;
  readonly postedAt: Instant;
}

/** The money of a payout came back. */
export interface PayoutReturned extends PayoutAmounts {
  readonly type: 'PayoutReturned';
  readonly madeAt: Instant;
  readonly settledAt: Instant;
  readonly reference: string | null;
  readonly returnedAt: Instant;
  readonly postedAt: Instant;
}

/** Where a payout's lines went: with it, when it is made or settled; back to payable, when it failed or returned. */
export interface PayoutLinesMoved {
  readonly type: 'PayoutLinesMoved';
  readonly payout: string;
  readonly partner: string;
  readonly currency: string;
  readonly from: 'payable' | 'in_transit' | 'paid';
  readonly to: 'in_transit' | 'paid' | 'payable';
  readonly movedAt: Instant;
  /** What the program's clock showed. */
  readonly decidedAt: Instant;
  /** Whether they were payable by themselves; false: in hold until they were paid elsewhere. */
  readonly hadCleared: boolean;
  readonly lines: readonly LineKey[];
}

/** What approval an account waits for changed: an open proposal, or the very lines that were declined. */
export interface AccountApprovalChanged {
  readonly type: 'AccountApprovalChanged';
  readonly partner: string;
  readonly currency: string;
  readonly approval: ApprovalWait | null;
  readonly decidedAt: Instant;
}

/** What a payout asks of the partner changed; whether a form is valid is a question of the moment. */
export interface PayoutProfileChanged {
  readonly type: 'PayoutProfileChanged';
  readonly partner: string;
  /** null: no payout method set. */
  readonly rail: Rail | null;
  /** Since when the payout method has another rail or account than the one before it; null: there was none before it. */
  readonly methodChangedAt: Instant | null;
  readonly taxForms: readonly TaxForm[];
  readonly acknowledgementOpen: boolean;
  /** The partner's own rate of withholding; null: none was set. */
  readonly withholdingRate: string | null;
  /** A payout failed or returned, and neither a new payout method nor a resumption came after it. */
  readonly payoutFailed: boolean;
}

export interface TaxForm {
  readonly form: string;
  readonly recordedAt: Instant;
  /** Last day of validity; null: until changed. */
  readonly validThrough: CalendarDate | null;
}

/** The last form of a partner that needs one ends in so many days. Only told: nothing follows from it. */
export interface TaxFormExpiring {
  readonly type: 'TaxFormExpiring';
  readonly partner: string;
  readonly form: string;
  /** Last day of validity. */
  readonly validThrough: CalendarDate;
  readonly daysLeft: number;
  /** The first instant of the day of the reminder. */
  readonly remindedAt: Instant;
}

/** The statements of a partner are the last word: their months were closed. Only told: nothing follows from it. */
export interface StatementClosed {
  readonly type: 'StatementClosed';
  readonly partner: string;
  readonly currency: string;
  /** The first of the months that were closed and have a statement. */
  readonly fromMonth: Month;
  /** The last of them: the one that was named. */
  readonly month: Month;
  readonly closedAt: Instant;
}

export type PayoutDecision =
  | OwnLinePosted
  | LinesReleased
  | LinesHeldBack
  | PayoutProposed
  | PayoutProposalReplaced
  | PayoutDeclined
  | PayoutMade
  | PayoutSettled
  | PayoutFailed
  | PayoutReturned
  | PayoutLinesMoved
  | AccountApprovalChanged
  | PayoutProfileChanged
  | TaxFormExpiring
  | StatementClosed;
