import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { aggregateStream } from '../log/stream-names';
import { LogReader, type ExplainedLog } from './log-reader';

/** That a payout failed or came back, as the log tells it. */
export interface PayoutFailure {
  readonly payout: string;
  readonly state: 'failed' | 'returned';
  readonly at: Instant;
  readonly code: string;
}

/** The latest failure or return of some payouts; null: none of them failed or came back. */
export async function lastFailure(
  log: ExplainedLog,
  program: ProgramTerms,
  payouts: readonly string[],
): Promise<PayoutFailure | null> {
  const reader = new LogReader(log, program);
  let last: PayoutFailure | null = null;
  for (const payout of payouts) {
    const stream = aggregateStream(reader.program, 'payout', payout);
    for (const { decision, fact } of await reader.onFacts(
      await reader.decisions(stream, 'PayoutFailed', 'PayoutReturned'),
    )) {
      const isFailed = decision.type === 'PayoutFailed';
      const at = isFailed ? decision.failedAt : decision.returnedAt;
      if (last !== null && at < last.at) continue;
      last = { payout, state: isFailed ? 'failed' : 'returned', at, code: String(fact.data['code']) };
    }
  }
  return last;
}
