import type Stripe from 'stripe';
import type { Destination, TransferGroup } from '../sending/payout-order';
import type { Transfer, TransferId } from '../sending/transfer';
import { fromWire } from './wire-amount';

/** A transfer as Stripe tells it; RangeError: it is not one that can be read. */
export function readTransfer(told: Stripe.Transfer): Transfer {
  const { id, object, amount, transfer_group: group } = told;
  const reversed = told.amount_reversed ?? (told.reversed ? amount : 0);
  if (object !== 'transfer' || typeof id !== 'string' || id === '') throw new RangeError('the answer is no transfer');
  const currency = told.currency.toUpperCase();
  const destination = typeof told.destination === 'object' ? told.destination?.id : told.destination;
  return {
    id: id as TransferId,
    group: group as TransferGroup | null,
    destination: (destination ?? '') as Destination,
    amountMinor: fromWire(amount, currency),
    currency,
    reversedMinor: fromWire(reversed, currency),
  };
}
