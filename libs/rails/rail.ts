import type { IdempotencyKey } from './sending/payout-keys';
import type { PayoutOrder } from './sending/payout-order';
import type { Listing, PostAnswer, Readiness, Reading } from './sending/rail-answers';
import type { SendingTimes } from './sending/sending-times';
import type { RequestBody } from './sending/sending.events';
import type { TransferId } from './sending/transfer';

/**
 * What moves money. A call ends within the rail's own time-out and throws for nothing that the rail or the network does:
 * what is not certain is answered as unknown.
 */
export interface PayingRail {
  /** How long is waited for what, by what this rail remembers and can be asked. */
  readonly times: SendingTimes;

  /**
   * The exact bytes that order a payout under a key: the same for the same order and key. RangeError: the rail cannot
   * carry the amount.
   */
  requestBody(order: PayoutOrder, key: IdempotencyKey): RequestBody;

  /** Sends those bytes once, under that key. */
  post(key: IdempotencyKey, body: RequestBody): Promise<PostAnswer>;

  /** The transfers of a payout's group and destination, all pages; `unknown` where the rail lists none. */
  list(order: PayoutOrder): Promise<Listing>;

  read(transfer: TransferId): Promise<Reading>;

  /** All transfers of the platform that were made since then, whoever ordered them; missing: the rail lists none. */
  listSince?(since: Date): Promise<Listing>;

  /**
   * Whether the account may be sent this payout now. `refusedWith`: why the attempt before was refused, to be looked at,
   * too; null: there was none.
   */
  readiness(order: PayoutOrder, refusedWith: string | null): Promise<Readiness>;
}
