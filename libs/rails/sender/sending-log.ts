import type { PayoutName } from '../sending/payout-name';
import type { Sending } from '../sending/sending';
import type { SendingEvent } from '../sending/sending.events';

/** What was recorded of a payout's sending, in a stream of its own. */
export interface SendingLog {
  /** `revision`: how many events there are. */
  read(payout: PayoutName): Promise<{ readonly sending: Sending; readonly revision: number }>;

  /**
   * Records what follows a revision; answers the new one, or null where somebody recorded meanwhile, be it the very same:
   * of two senders exactly one is told that it may go on.
   */
  append(payout: PayoutName, revision: number, events: readonly SendingEvent[]): Promise<number | null>;
}
