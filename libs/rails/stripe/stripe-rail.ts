import type Stripe from 'stripe';
import type { PayingRail } from '../rail';
import { transferGroup, type IdempotencyKey } from '../sending/payout-keys';
import type { PayoutOrder } from '../sending/payout-order';
import type { Listing, PostAnswer, Readiness, Reading } from '../sending/rail-answers';
import { SENDING_TIMES } from '../sending/sending-times';
import type { RequestBody } from '../sending/sending.events';
import type { Transfer, TransferId } from '../sending/transfer';
import { readTransfer } from './read-transfer';
import { stripeClient, type StripeClient, type StripeSettings } from './stripe-client';
import { isMissing, postAnswerOf, whyOf } from './stripe-errors';
import { stripeReadiness } from './stripe-readiness';
import { toWire } from './wire-amount';

const PAGE = 100;
/** So many pages of a payout's group are read: it should have one transfer. */
const MOST_PAGES = 10;
/** And so many of all transfers since a restored ledger knew its own. */
const MOST_PAGES_OF_ALL = 1_000;

/** Stripe Connect: plain transfers from the platform's balance to the accounts of its partners. */
export class StripeRail implements PayingRail {
  readonly times = SENDING_TIMES;
  private readonly client: StripeClient;

  constructor(settings: StripeSettings) {
    this.client = stripeClient(settings);
  }

  requestBody(order: PayoutOrder): RequestBody {
    const amount = toWire(order.amountMinor, order.currency);
    if (amount === null) {
      throw new RangeError(`${order.payout}: Stripe carries no ${order.amountMinor} minor units of ${order.currency}`);
    }
    const fields = {
      amount: String(amount),
      currency: order.currency.toLowerCase(),
      destination: order.destination,
      transfer_group: transferGroup(order),
      'metadata[payout]': order.payout,
      'metadata[program]': order.program,
    };
    return new URLSearchParams(fields).toString() as RequestBody;
  }

  async post(key: IdempotencyKey, body: RequestBody): Promise<PostAnswer> {
    const { stripe, http } = this.client;
    const params = Object.fromEntries(new URLSearchParams(body)) as unknown as Stripe.TransferCreateParams;
    try {
      const told = await http.withBody(key, body, () => stripe.transfers.create(params, { idempotencyKey: key }));
      const replayed = told.lastResponse.headers['idempotent-replayed'] === 'true';
      return { kind: 'taken', transfer: readTransfer(told), replayed };
    } catch (error) {
      return postAnswerOf(error);
    }
  }

  list(order: PayoutOrder): Promise<Listing> {
    return this.pages({ transfer_group: transferGroup(order), destination: order.destination }, MOST_PAGES);
  }

  listSince(since: Date): Promise<Listing> {
    return this.pages({ created: { gte: Math.floor(since.getTime() / 1_000) } }, MOST_PAGES_OF_ALL);
  }

  private async pages(asked: Stripe.TransferListParams, mostPages: number): Promise<Listing> {
    const filter = { ...asked, limit: PAGE };
    const transfers: Transfer[] = [];
    try {
      for (let page = 0; page < mostPages; page++) {
        const after = transfers.at(-1)?.id;
        const told = await this.client.stripe.transfers.list({ ...filter, ...(after && { starting_after: after }) });
        transfers.push(...told.data.map(readTransfer));
        // Only what says that it is all of them is.
        if ((told.has_more as boolean | undefined) === false) return { kind: 'whole', transfers };
        if (told.data.length === 0) return { kind: 'unknown', why: 'an empty page says that there are more' };
      }
      return { kind: 'unknown', why: `more than ${mostPages} pages` };
    } catch (error) {
      return { kind: 'unknown', why: whyOf(error) };
    }
  }

  async read(transfer: TransferId): Promise<Reading> {
    try {
      return { kind: 'read', transfer: readTransfer(await this.client.stripe.transfers.retrieve(transfer)) };
    } catch (error) {
      return isMissing(error) ? { kind: 'missing' } : { kind: 'unknown', why: whyOf(error) };
    }
  }

  readiness(order: PayoutOrder, refusedWith: string | null): Promise<Readiness> {
    return stripeReadiness(this.client.stripe, order, refusedWith);
  }
}
