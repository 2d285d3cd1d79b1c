import type { PayoutName } from '../sending/payout-name';
import type { Fence } from '../sending/sending.events';

/** Which sender works on a payout: one at a time, for a while, by the clock of the server that keeps them. */
export interface PayoutLeases {
  /** Takes a payout that nobody has, or goes on with one that is the holder's still; null: another has it. */
  take(payout: PayoutName, holder: string): Promise<Fence | null>;
  /** Lets others have it at once. */
  giveBack(payout: PayoutName, holder: string): Promise<void>;
}
