/** The accounts of the ledger's journal, by the word before the colon. */
export const ACCOUNT_KINDS = [
  'commission_expense',
  'partner_hold',
  'partner_payable',
  'in_transit',
  'cash',
  'rail_fees',
  'rail_fee_variance',
  'tax_withheld',
  'write_offs',
] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** An account of one program's journal. */
export interface BookAccount {
  readonly program: string;
  readonly kind: AccountKind;
  /** The partner or the rail that it is of; null: of neither. */
  readonly of: string | null;
}

/** The event on which something was posted. */
export interface BookEvent {
  readonly source: string;
  readonly id: string;
  readonly type: string;
}

/** A posting of the journal: debits one account and credits another with the same amount > 0. */
export interface BookEntry {
  /** `42.1`: the first posting made on what arrived as the 42nd of its program. */
  readonly number: string;
  /** The day in the program's time zone, `YYYY-MM-DD`. */
  readonly date: string;
  /** The same to the millisecond, in UTC. */
  readonly at: string;
  /** What moved: `accrual`, `release`, `payout`, … */
  readonly kind: string;
  /** Why a line was posted; null: it is no line. */
  readonly reason: string | null;
  /** What it is about, such as the invoice or the payout, by name. */
  readonly about: readonly (readonly [name: string, value: string])[];
  /** null: no event, but time that passed (`replay --as-of`). */
  readonly event: BookEvent | null;
  readonly debited: BookAccount;
  readonly credited: BookAccount;
  readonly currency: string;
  readonly amountMinor: bigint;
}

/** Where an account of a currency stands at the end of a book: debits minus credits. */
export interface BookBalance {
  readonly account: BookAccount;
  readonly currency: string;
  readonly balanceMinor: bigint;
}

/** The journal of one program. */
export interface Book {
  readonly program: string;
  /** What the program's clock shows; null: nothing was accepted. */
  readonly asOf: string | null;
  /** A day on which or before which the first entry is. */
  readonly firstDate: string;
  /** Of every account that has entries. */
  readonly balances: readonly BookBalance[];
  /** In the order in which they were recorded; to be read once. */
  entries(): AsyncIterable<BookEntry>;
}
