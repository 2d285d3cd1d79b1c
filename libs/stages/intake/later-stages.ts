import type { AmountMinor } from '@ledger/kernel/money';
import type { Instant } from '@ledger/kernel/instant';

/** What the gate asks of later stages, in the state in which everything due up to a moment has happened. Asking changes nothing. */
export interface LaterStages {
  /** Activated and recorded joint customers of a partner by the facts up to a time. */
  readonly jointCustomersAt: (partner: string, at: Instant) => number;
  readonly payouts: PayoutQuestions;
}

/** How far a payout has come; `replaced`: a proposal that a later run replaced. */
export const PAYOUT_STATES = ['proposed', 'replaced', 'declined', 'in_transit', 'paid', 'failed', 'returned'] as const;
export type PayoutState = (typeof PAYOUT_STATES)[number];

/** The same without what is gone: the states of payouts that are shown. */
export const SHOWN_PAYOUT_STATES = PAYOUT_STATES.filter(
  (state): state is Exclude<PayoutState, 'replaced'> => state !== 'replaced',
);
export type ShownPayoutState = (typeof SHOWN_PAYOUT_STATES)[number];

export interface PayoutQuestions {
  /** Null: there is no such payout. */
  stateOf(payout: string, at: Instant): PayoutState | null;
  /** Whether the account of a proposal would pay exactly its lines at a moment (the event's own, not after `at`). */
  wouldPayProposed(payout: string, at: Instant, moment: Instant): boolean;
  /** Who last set the payout method of a proposal's partner, and who posted the adjustments that it pays. */
  setOrPostedBy(payout: string, at: Instant): ReadonlySet<string>;
  /** How far a partner's payable balance in a currency is below nothing; 0n: it is not. */
  owedMinor(partner: string, currency: string, at: Instant): AmountMinor;
}
