import { RetryLater } from '@ledger/messaging/lane';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import type { ClockGuard } from '@ledger/service-kit/cluster/clock-guard';
import { Problem } from '@ledger/service-kit/problems/problem';

/**
 * A ledger by the wall clock, as those see it who feed it: while the machine's clock is wrong, nothing is taken, and
 * they are told to send again (the problem `unavailable`).
 */
export function clockedRuntime(ledger: LedgerRuntime, guard: ClockGuard): LedgerRuntime {
  return {
    programs: () => ledger.programs(),
    clockOf: (program) => ledger.clockOf(program),
    offer: async (offers) => {
      try {
        await guard.check();
      } catch (error) {
        if (!(error instanceof RetryLater)) throw error;
        throw new Problem('unavailable', `Not taken: ${error.message}.`, { headers: { 'Retry-After': '60' } });
      }
      return ledger.offer(offers);
    },
  };
}
