import type { Instant } from '@ledger/kernel/instant';
import { negate, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { LineReason } from '@ledger/stages/commission/commission.decisions';

/** What moves, in the order in which it can happen at one moment. */
export const POSTING_KINDS = [
  'accrual',
  'write_off',
  'release',
  'hold_back',
  'payout',
  'settlement',
  'failure',
  'return',
] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

/** A posting of the journal: debits one account and credits another with the same amount > 0, so it is balanced. */
export interface Posting {
  readonly kind: PostingKind;
  /** Why the line that it posts is posted; null: it moves what was posted before. */
  readonly reason: LineReason | null;
  /** What it moves, such as the key of a line. */
  readonly about: readonly (string | number)[];
  readonly at: Instant;
  readonly currency: string;
  readonly debited: string;
  readonly credited: string;
  readonly amountMinor: AmountMinor;
}

/** The accounts of the journal (contract.md, section 2, `trialBalance`). */
export const ACCOUNTS = {
  expense: 'commission_expense',
  writeOffs: 'write_offs',
  taxWithheld: 'tax_withheld',
  hold: (partner: string) => `partner_hold:${partner}`,
  payable: (partner: string) => `partner_payable:${partner}`,
  inTransit: (rail: string) => `in_transit:${rail}`,
  cash: (rail: string) => `cash:${rail}`,
  railFees: (rail: string) => `rail_fees:${rail}`,
  railFeeVariance: (rail: string) => `rail_fee_variance:${rail}`,
} as const;

/** Debits `from` and credits `to`; a negative amount turns the sides, and nothing is no posting. */
export function move(from: string, to: string, posting: Omit<Posting, 'debited' | 'credited'>): readonly Posting[] {
  const { kind, reason, about, at, currency, amountMinor } = posting;
  if (amountMinor === ZERO) return [];
  // Not by a spread: V8 gives an object that is spread first and added to then a hidden class of its own.
  if (amountMinor > ZERO) return [{ kind, reason, about, at, currency, debited: from, credited: to, amountMinor }];
  return [{ kind, reason, about, at, currency, debited: to, credited: from, amountMinor: negate(amountMinor) }];
}
