/** A line that posted in the month. */
export interface StatementLine {
  /** The day on which it takes effect, in the program's time zone, `YYYY-MM-DD`. */
  readonly date: string;
  /** null: a line of the partner's own, about no customer and no invoice. */
  readonly customer: string | null;
  readonly invoice: string | null;
  readonly line: string;
  readonly seq: number;
  /** A word of the contract: `accrual`, `refund`, … */
  readonly reason: string;
  readonly baseMinor: bigint | null;
  readonly rate: string | null;
  readonly amountMinor: bigint;
}

/** What a payout did in the month: failed or returned, its amounts count negatively and are told so. */
export interface StatementPayout {
  readonly date: string;
  readonly payout: string;
  readonly kind: 'made' | 'failed' | 'returned';
  readonly rail: string;
  readonly grossMinor: bigint;
  readonly feeMinor: bigint;
  readonly withheldMinor: bigint;
  readonly netMinor: bigint;
}

/** The month in one currency: closing = opening + accrued + adjusted + reversed − paid; net = paid − fees − withheld. */
export interface StatementAccount {
  readonly currency: string;
  readonly openingMinor: bigint;
  readonly accruedMinor: bigint;
  readonly adjustedMinor: bigint;
  readonly reversedMinor: bigint;
  readonly paidMinor: bigint;
  readonly closingMinor: bigint;
  readonly feesMinor: bigint;
  readonly withheldMinor: bigint;
  readonly netMinor: bigint;
  readonly lines: readonly StatementLine[];
  readonly payouts: readonly StatementPayout[];
}

/** The statement of a partner for a month: each currency with all that happened in it. */
export interface PartnerStatement {
  readonly program: string;
  readonly partner: string;
  /** As it calls itself; null: it did not say, or that was erased. */
  readonly name: string | null;
  readonly company: string | null;
  /** `YYYY-MM` */
  readonly month: string;
  /** Its first and its last day. */
  readonly from: string;
  readonly through: string;
  readonly timeZone: string;
  /** Whether the month is closed: its statement never changes any more. */
  readonly isClosed: boolean;
  /** The first instant after the month, in milliseconds: what a document of it is dated by. */
  readonly endsAtMs: number;
  readonly accounts: readonly StatementAccount[];
}
