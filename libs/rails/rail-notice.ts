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

/** Where rails send their notices. */
export interface RailWebhooks {
  /** Keeps a notice of Stripe until it was heeded; null: this ledger was given no secret to know one by. Throws NoticeRefused. */
  readonly stripe: ((body: Buffer, signature: string | undefined) => Promise<void>) | null;
}
