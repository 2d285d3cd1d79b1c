import type { IdempotencyKey } from './sending/payout-keys';
import type { PayoutOrder } from './sending/payout-order';
import type { Listing, PostAnswer, Readiness, Reading } from './sending/rail-answers';
import type { RequestBody } from './sending/sending.events';
import type { TransferId } from './sending/transfer';

/**
 * What moves money. A call ends within the rail's own time-out and throws for nothing that the rail or the network does:
 * what is not certain is answered as unknown.
 */
export interface PayingRail {
  /** The exact bytes that order a payout: the same for the same order. RangeError: the rail cannot carry the amount. */
  requestBody(order: PayoutOrder): RequestBody;

  /** Sends those bytes once, under that key. */
  post(key: IdempotencyKey, body: RequestBody): Promise<PostAnswer>;

  /** The transfers of a payout's group and destination, all pages. */
  list(order: PayoutOrder): Promise<Listing>;

  read(transfer: TransferId): Promise<Reading>;

  /**
   * Whether the account may be sent this payout now. `refusedWith`: why the attempt before was refused, to be looked at,
   * too; null: there was none.
   */
  readiness(order: PayoutOrder, refusedWith: string | null): Promise<Readiness>;
}
