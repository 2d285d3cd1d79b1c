import type { PayoutOrder } from '../sending/payout-order';
import type { Sending } from '../sending/sending';
import type { SendingEvent } from '../sending/sending.events';

/** What was recorded of a payout's sending, in a stream of its own. */
export interface SendingLog {
  read(order: PayoutOrder): Promise<{ readonly sending: Sending; readonly revision: number }>;

  /** Records what follows a revision; answers the new one, or null where somebody recorded meanwhile. */
  append(order: PayoutOrder, revision: number, events: readonly SendingEvent[]): Promise<number | null>;
}
