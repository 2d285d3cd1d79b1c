import type { PayoutName } from '../sending/payout-name';

/**
 * The streams of what senders did. They begin with no edition of the rules: no stage decides them, none reads them, and
 * none of them is decided anew when the rules change.
 */
export const SENDING_CATEGORY = 'sending';

/** The stream of a payout's sending. */
export function sendingStream({ program, payout }: PayoutName): string {
  return `${SENDING_CATEGORY}-${[program, payout].map(encodeURIComponent).join('/')}`;
}
