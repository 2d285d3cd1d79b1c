import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import type { ClockGuard } from './clock-guard';
import { orUnavailable } from './or-unavailable';

/**
 * A ledger by the wall clock, as those see it who feed it: while the machine's clock is wrong, nothing is taken, and
 * they are told to send again (the problem `unavailable`).
 */
export function clockedRuntime(ledger: LedgerRuntime, guard: ClockGuard): LedgerRuntime {
  return {
    programs: () => ledger.programs(),
    clockOf: (program) => ledger.clockOf(program),
    offer: async (offers) => {
      await orUnavailable(() => guard.check());
      return ledger.offer(offers);
    },
  };
}
