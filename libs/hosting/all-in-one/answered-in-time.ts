import { inTime } from '@ledger/machine/in-time';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import { Problem } from '@ledger/service-kit/problems/problem';

const ANSWER_TIMEOUT_MS = 25_000;
const RETRY_AFTER_S = '5';

/**
 * A ledger as those see it who feed it over HTTP: where it cannot record in time (its database is away, or somebody has
 * a lock), they are told to send again (the problem `unavailable`), and so are those who come meanwhile, at once. What
 * was offered is recorded all the same as soon as it can be; sent again, it is recognised.
 */
export function answeredInTime(ledger: LedgerRuntime, timeoutMs = ANSWER_TIMEOUT_MS): LedgerRuntime {
  let late = 0;
  const unavailable = () => {
    const detail =
      'The ledger cannot record now: its database does not answer, or somebody holds a lock. Send the same request again (with the same Idempotency-Key, if there was one).';
    return new Problem('unavailable', detail, { headers: { 'Retry-After': RETRY_AFTER_S } });
  };
  return {
    programs: () => ledger.programs(),
    clockOf: (program) => ledger.clockOf(program),
    offer: async (offers) => {
      if (late > 0) throw unavailable();
      const answers = ledger.offer(offers);
      return inTime(answers, timeoutMs, () => {
        late += 1;
        const settled = () => (late -= 1);
        answers.then(settled, settled);
        return unavailable();
      });
    },
  };
}
