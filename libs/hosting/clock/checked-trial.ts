import { takeTrial, type LedgerTrial, type TrialGround } from '@ledger/runner/trial/take-trial';
import { orUnavailable } from './or-unavailable';

/** Trials on a ground, each after what is asked before real events are taken. */
export function checkedTrial(ground: TrialGround, check: () => Promise<void>): LedgerTrial {
  return async (values, signal) => {
    await orUnavailable(check);
    return takeTrial(ground, values, signal);
  };
}
