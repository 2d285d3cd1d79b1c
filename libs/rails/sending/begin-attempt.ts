import type { Instant } from '@ledger/kernel/instant';
import { idempotencyKey, type IdempotencyKey } from './payout-keys';
import type { PayoutOrder } from './payout-order';
import type { Readiness } from './rail-answers';
import type { Fence, RequestBody, SendingEvent } from './sending.events';

/** What begins an attempt: its number, its bytes, and the lease of whom sends it. */
export interface Beginning {
  readonly attempt: number;
  /** Its exact bytes, made only where it begins: of an amount that the rail does not carry there are none. */
  readonly body: (key: IdempotencyKey) => RequestBody;
  readonly fence: Fence;
}

/**
 * Here, and only here, a payout may still be given up: nothing of this attempt has left, and those before it did
 * nothing. Answers the intent, or the failure; nothing where the rail could not say, or says later.
 */
export function beginAttempt(
  order: PayoutOrder,
  { attempt, body, fence }: Beginning,
  readiness: Readiness,
  at: Instant,
): SendingEvent[] {
  switch (readiness.kind) {
    case 'ready': {
      const key = idempotencyKey(order, attempt);
      return [{ type: 'AttemptBegun', attempt, key, body: body(key), fence, at }];
    }
    case 'not_ready':
      return [{ type: 'SendingFailed', code: readiness.code, person: null, at }];
    case 'not_yet':
    case 'unknown':
      return [];
  }
}
