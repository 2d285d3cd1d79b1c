import type { LaterStages } from '@ledger/stages/intake/later-stages';
import type { StagesByName } from '@ledger/stages/make-stage';
import { payoutQuestions } from '@ledger/stages/payout/payout-questions';

/**
 * What the stages of a slice answer to the gate. A question to one that is not in the slice is a defect: whoever opens a
 * gate sees to it that those are there which its events ask (gate-asks.ts).
 */
export function answersOf(stages: Partial<StagesByName>): LaterStages {
  const { attribution, 'partner-status': status, commission, payout } = stages;
  return {
    jointCustomersAt: (partner, at) => (attribution ?? isNotThere()).jointCustomersAt(partner, at),
    payouts:
      payout === undefined || status === undefined || commission === undefined
        ? { stateOf: isNotThere, wouldPayProposed: isNotThere, setOrPostedBy: isNotThere, owedMinor: isNotThere }
        : payoutQuestions(payout, (at) => ({
            standings: status.standingsUntil(at),
            trueUps: commission.trueUpsUntil(at),
          })),
  };
}

function isNotThere(): never {
  throw new TypeError('the gate was opened without the stage that it asks');
}
