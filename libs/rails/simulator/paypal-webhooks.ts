import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { itemAnswer } from './paypal-answers';
import type { PayPalSignatures } from './paypal-signatures';
import type { SimulatedBatch } from './simulated-paypal';

/** What PayPal tells of an item that came to a status; of the others (`PENDING`, `REVERSED`, …) it tells nothing. */
const TYPES: Readonly<Record<string, string>> = {
  SUCCESS: 'SUCCEEDED',
  FAILED: 'FAILED',
  RETURNED: 'RETURNED',
  REFUNDED: 'REFUNDED',
  BLOCKED: 'BLOCKED',
  UNCLAIMED: 'UNCLAIMED',
  ONHOLD: 'HELD',
  DENIED: 'DENIED',
};

/** Where a platform has PayPal send its events. */
export interface PayPalWebhook {
  readonly url: string;
  readonly id: string;
}

/** Sends what became of items, signed, once each unless told otherwise, to whoever asked for it. */
export class PayPalWebhooks {
  /** null: nobody asked. */
  to: PayPalWebhook | null = null;
  private sent = 0;

  constructor(
    private readonly signatures: PayPalSignatures,
    private readonly now: () => Instant,
    /** How often an event about a receiver is sent. */
    private readonly times: (receiver: string) => number = () => 1,
  ) {}

  /** The bytes of an event and its headers; null: PayPal tells nothing of this. */
  eventOf(item: SimulatedBatch, webhookId: string): { readonly body: string; readonly headers: object } | null {
    const type = TYPES[item.status];
    if (type === undefined) return null;
    const id = `WH-${++this.sent}-${item.item}`;
    const time = formatInstant(this.now());
    const event = {
      id,
      event_version: '1.0',
      create_time: time,
      resource_type: 'payouts_item',
      event_type: `PAYMENT.PAYOUTS-ITEM.${type}`,
      resource: JSON.parse(itemAnswer(item).body) as object,
      links: [],
    };
    const body = JSON.stringify(event);
    return { body, headers: this.signatures.headersOf(body, { id: `transmission-${id}`, time, webhookId }) };
  }

  /** Nobody waits for it, and one that does not arrive is found by asking. */
  tell(item: SimulatedBatch): void {
    if (this.to === null) return;
    const { url, id } = this.to;
    const event = this.eventOf(item, id);
    if (event === null) return;
    const headers = { 'content-type': 'application/json', ...event.headers };
    for (let left = this.times(item.receiver); left > 0; left--)
      void fetch(url, { method: 'POST', headers, body: event.body }).catch(() => undefined);
  }
}
