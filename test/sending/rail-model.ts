import type { PayoutOrder } from '@ledger/rails/sending/payout-order';
import type { Reading } from '@ledger/rails/sending/rail-answers';
import { arrivals, completions, toldTransfer, type Outcome, type Rail } from './modelled-rail';

/** How a kind of rail behaves, as far as one payout can see it. */
export interface RailModel {
  /** All that the rail or the network may do to a request that is not at work yet. */
  readonly arrivals: (order: PayoutOrder, rail: Rail, index: number) => Outcome[];
  /** All that may come of a request that is at work. */
  readonly completions: (order: PayoutOrder, rail: Rail, index: number) => Outcome[];
  /** All that a transfer may be read as. */
  readonly readings: (order: PayoutOrder, rail: Rail, index: number) => readonly Reading[];
  /** What transfers come to by themselves. */
  readonly comesTo: (rail: Rail) => readonly { readonly label: string; readonly rail: Rail }[];
}

/** A rail that lists a payout's transfers, and pays at once: Stripe. */
export const LISTING_RAIL: RailModel = {
  arrivals,
  completions,
  readings: (order, rail, index) => {
    const transfer = toldTransfer(order, rail, index, rail.transfers[index]?.reversed === true);
    return [{ kind: 'read', transfer }];
  },
  comesTo: () => [],
};
