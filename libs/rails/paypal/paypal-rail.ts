import type { JsonObject } from '@ledger/contracts/json-object';
import type { PayingRail } from '../rail';
import type { IdempotencyKey } from '../sending/payout-keys';
import type { PayoutOrder } from '../sending/payout-order';
import type { Listing, PostAnswer, Readiness, Reading } from '../sending/rail-answers';
import { REPEATING_TIMES } from '../sending/sending-times';
import type { RequestBody } from '../sending/sending.events';
import type { TransferId } from '../sending/transfer';
import { PayPalClient, type Answer, type PayPalSettings } from './paypal-client';
import { postAnswerOf } from './paypal-errors';
import { readBatch, readItem } from './read-payout-item';
import { recipientTypeOf } from './receiver';
import { toWire } from './wire-amount';

const PAYOUTS = '/v1/payments/payouts';
const ITEMS = '/v1/payments/payouts-item';

/**
 * PayPal Payouts, one item a batch: the batch is ordered under the key of its attempt (`sender_batch_id`), which PayPal
 * knows again for 30 days; it is read until its item was paid or not.
 */
export class PayPalRail implements PayingRail {
  readonly times = REPEATING_TIMES;
  private readonly client: PayPalClient;

  constructor(settings: PayPalSettings) {
    this.client = new PayPalClient(settings);
  }

  requestBody(order: PayoutOrder, key: IdempotencyKey): RequestBody {
    const { payout, destination, currency } = order;
    const amount = toWire(order.amountMinor, currency);
    const recipientType = recipientTypeOf(destination);
    if (amount === null)
      throw new RangeError(`${payout}: PayPal carries no ${order.amountMinor} minor units of ${currency}`);
    if (recipientType === null) throw new RangeError(`${payout}: its account is neither an e-mail nor an id of PayPal`);
    const item = { recipient_type: recipientType, receiver: destination, amount, sender_item_id: payout };
    return JSON.stringify({ sender_batch_header: { sender_batch_id: key }, items: [item] }) as RequestBody;
  }

  async post(_key: IdempotencyKey, body: RequestBody): Promise<PostAnswer> {
    return postAnswerOf(await this.client.post(PAYOUTS, body));
  }

  /** PayPal lists no payouts. */
  list(): Promise<Listing> {
    return Promise.resolve({ kind: 'unknown', why: 'PayPal lists no payouts' });
  }

  /** By the id of a batch, as PayPal tells it first, or of its item, by which it is settled. */
  async read(id: TransferId): Promise<Reading> {
    const batch = await this.client.get(`${PAYOUTS}/${encodeURIComponent(id)}`);
    if (!isMissing(batch)) return readingOf(batch, readBatch);
    const item = await this.client.get(`${ITEMS}/${encodeURIComponent(id)}`);
    return isMissing(item) ? { kind: 'missing' } : readingOf(item, readItem);
  }

  /** PayPal says of no account beforehand whether it may be paid, and of no balance whether it is enough. */
  readiness({ amountMinor, currency, destination }: PayoutOrder): Promise<Readiness> {
    const notReady = (code: string) => Promise.resolve({ kind: 'not_ready', code } as const);
    if (toWire(amountMinor, currency) === null) return notReady('amount_not_payable');
    return recipientTypeOf(destination) === null ? notReady('receiver_invalid') : Promise.resolve({ kind: 'ready' });
  }
}

function isMissing(answer: Answer): boolean {
  return answer.kind === 'answered' && answer.status === 404;
}

function readingOf(answer: Answer, read: (told: JsonObject) => Reading): Reading {
  if (answer.kind === 'not_sent') return { kind: 'unknown', why: answer.code };
  if (answer.kind === 'unknown') return answer;
  if (answer.status !== 200) return { kind: 'unknown', why: `status ${answer.status}` };
  try {
    return read(answer.body);
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'unknown', why: error.message };
    throw error;
  }
}
