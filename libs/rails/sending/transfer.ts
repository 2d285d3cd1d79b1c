import { ZERO, type AmountMinor } from '@ledger/kernel/money';
import { transferGroup } from './payout-keys';
import type { Destination, PayoutOrder, TransferGroup } from './payout-order';

/** The rail's own id of a transfer. */
export type TransferId = string & { readonly __brand: 'TransferId' };

/** Money that a rail took from the platform for an account, as it tells it. */
export interface Transfer {
  readonly id: TransferId;
  readonly group: TransferGroup | null;
  readonly destination: Destination;
  readonly amountMinor: AmountMinor;
  readonly currency: string;
  /** What of it was taken back since. */
  readonly reversedMinor: AmountMinor;
  /** What the rail took for it, in the same currency; missing: it does not say. */
  readonly feeMinor?: AmountMinor;
}

/** Whether all of it was taken back: then it pays nobody. */
export function isReversed({ amountMinor, reversedMinor }: Transfer): boolean {
  return reversedMinor >= amountMinor;
}

/** Whether a transfer is exactly what was ordered, and nothing of it was taken back. */
export function pays(transfer: Transfer, order: PayoutOrder): boolean {
  return (
    transfer.group === transferGroup(order) &&
    transfer.destination === order.destination &&
    transfer.amountMinor === order.amountMinor &&
    transfer.currency === order.currency &&
    transfer.reversedMinor === ZERO
  );
}
