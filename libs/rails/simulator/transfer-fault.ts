/** What befalls a request for a transfer, as `payouts.md`, part 3, lists them. */
export type TransferFault =
  /** 429, and nothing is remembered. */
  | 'rate_limited'
  /** It is made; the answer is a 500, now and whenever the key comes again. */
  | 'made_then_500'
  /** Nothing is made; the answer is a 500, now and whenever the key comes again. */
  | 'only_500'
  /** A proxy answers 502 in HTML; nothing reached Stripe. */
  | 'html_502'
  /** The connection is closed; nothing reached Stripe. */
  | 'dropped'
  /** It is made; the connection is closed without an answer. */
  | 'made_then_dropped'
  /** It is made; no answer ever comes. */
  | 'made_then_silent'
  /** It is made; the answer breaks off in its body. */
  | 'made_then_cut'
  /** It is made; the answer comes a byte at a time, for longer than anybody waits. */
  | 'made_then_drips'
  /** It is at work, without an answer, until it is let go on: made late, or (as any other) refused. */
  | 'held';
