import type { PayPalTransmission } from './paypal/read-paypal-notice';

/** What a rail told without being asked: names alone, as what is so is read from the rail again. */
export interface RailNotice {
  /** The rail's own: the same notice comes more than once. */
  readonly id: string;
  readonly type: string;
  /** What it is about, such as a transfer; null: nothing with an id. */
  readonly object: string | null;
  /** The account that it happened in; null: the platform's. */
  readonly account: string | null;
}

/** Nobody can tell who sent this notice. */
export class NoticeRefused extends Error {
  override readonly name = 'NoticeRefused';
}

/** Whether a notice is the rail’s could not be found out now: it is to be sent again. */
export class NoticeUnjudged extends Error {
  override readonly name = 'NoticeUnjudged';
}

/** Where rails send their notices. */
export interface RailWebhooks {
  /** Keeps a notice of Stripe until it was heeded; null: this ledger was given no secret to know one by. Throws NoticeRefused. */
  readonly stripe: ((body: Buffer, signature: string | undefined) => Promise<void>) | null;
  /**
   * Keeps a notice of PayPal until it was heeded; null: this ledger was not told by which webhook they come. Throws
   * NoticeRefused and NoticeUnjudged.
   */
  readonly paypal: ((body: Buffer, transmission: PayPalTransmission) => Promise<void>) | null;
}
