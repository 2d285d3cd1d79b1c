import type { Decision } from '@ledger/stages/stage';
import { accrual, holdBack, ownLine, release } from './journal';
import { payoutFailed, payoutMade, payoutReturned, payoutSettled } from './journal-of-payout';
import type { Posting } from './posting';

const NOTHING: readonly Posting[] = [];

/** What a decision posts to the journal. */
export function postingsOf(decision: Decision): readonly Posting[] {
  switch (decision.type) {
    case 'CommissionPosted':
      return accrual(decision);
    case 'OwnLinePosted':
      return ownLine(decision);
    case 'LinesReleased':
      return release(decision);
    case 'LinesHeldBack':
      return holdBack(decision);
    case 'PayoutMade':
      return payoutMade(decision);
    case 'PayoutSettled':
      return payoutSettled(decision);
    case 'PayoutFailed':
      return payoutFailed(decision);
    case 'PayoutReturned':
      return payoutReturned(decision);
    default:
      return NOTHING;
  }
}
