import { amountMinor } from '@ledger/kernel/money';
import type { Fact } from '../stage';
import { approveProposal, declineProposal, failPayout, returnPayout, settlePayout } from './answer-payout';
import { payElsewhere } from './pay-elsewhere';
import type { PayoutBook } from './payout-book';
import type { PayoutDecision } from './payout.decisions';
import { forfeit, postAdjustment, writeOff } from './post-own-lines';

/** What a fact of the payouts topic does, as the gate let it in; null: it does nothing here. */
export function decideOnPayoutFact({ event, clock }: Fact, book: PayoutBook): Iterable<PayoutDecision> | null {
  switch (event.type) {
    case 'payout.approved':
      return approveProposal(event, clock, book);
    case 'payout.declined':
      return declineProposal(event, book);
    case 'payout.settled':
      return settlePayout(event, clock, book);
    case 'payout.failed':
      return failPayout(event, clock, book);
    case 'payout.returned':
      return returnPayout(event, clock, book);
    case 'adjustment.posted': {
      const { adjustment: line, partner, currency, amount } = event.data;
      return postAdjustment({ line, partner, currency, amountMinor: amountMinor(amount) }, event, clock, book);
    }
    case 'balance.written_off':
      return writeOff(event, clock, book);
    case 'balance.forfeited':
      return forfeit(event, clock, book);
    case 'payouts.paid_elsewhere':
      return payElsewhere(event, clock, book);
    default:
      return null;
  }
}
