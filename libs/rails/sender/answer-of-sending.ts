import { RAILS_SOURCE } from '@ledger/contracts/reserved-sources';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { Offer } from '@ledger/runner/ledger-runtime';
import { transferGroup } from '../sending/payout-keys';
import type { PayoutOrder } from '../sending/payout-order';
import type { SendingState } from '../sending/sending';

/** How a payout's sending ended. */
export type EndOfSending = Extract<SendingState, { name: 'SETTLED' | 'FAILED' }>;

/**
 * What became of a payout, as a fact for the gate. Its id follows from the payout, so that a sender that was killed before
 * it heard the verdict tells the same again, and is known again.
 */
export function answerOfSending(order: PayoutOrder, end: EndOfSending, now: Instant): Offer {
  const { program, payout } = order;
  const group = transferGroup(order);
  const [type, data] =
    end.name === 'SETTLED'
      ? (['payout.settled', { payout, reference: end.transfer, ...feeOf(end) }] as const)
      : (['payout.failed', { payout, code: end.code }] as const);
  const event = { specversion: '1.0', id: group, source: RAILS_SOURCE, type, time: formatInstant(now), program, data };
  return { value: event, origin: { place: `rails:${group}`, index: 0 } };
}

/** What the rail really took, where it says so. */
function feeOf({ feeMinor }: Extract<EndOfSending, { name: 'SETTLED' }>): { readonly fee?: number } {
  return feeMinor === undefined ? {} : { fee: Number(feeMinor) };
}
