import type { AmountMinor } from '@ledger/kernel/money';

/** An installation with its epoch: made once, and anew at every restore; two that share an account share no key. */
export type LedgerId = string & { readonly __brand: 'LedgerId' };

/** The account of a partner at its rail. */
export type Destination = string & { readonly __brand: 'Destination' };

/** What a rail lists a payout's transfers by: one for each payout, the same for all its attempts. */
export type TransferGroup = string & { readonly __brand: 'TransferGroup' };

/** What the payout stage decided: this much, to this partner, by its rail. */
export interface PayoutOrder {
  readonly ledger: LedgerId;
  readonly program: string;
  /** `po-N`. */
  readonly payout: string;
  readonly destination: Destination;
  /** The net of the payout; more than nothing. */
  readonly amountMinor: AmountMinor;
  readonly currency: string;
}
