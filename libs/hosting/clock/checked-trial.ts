import { makeTrial, type LedgerTrial, type TrialGround } from '@ledger/runner/trial/make-trial';
import { orUnavailable } from './or-unavailable';

/** Trials on a ground, each after what is asked before real events are taken. */
export function checkedTrial(ground: TrialGround, check: () => Promise<void>): LedgerTrial {
  return async (values, signal) => {
    await orUnavailable(check);
    return makeTrial(ground, values, signal);
  };
}
