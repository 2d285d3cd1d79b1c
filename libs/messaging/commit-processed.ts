import type { EachBatchPayload } from 'kafkajs';
import { delayMs, pause, type BackOff } from './back-off';
import { isFenced, isRebalance } from './heartbeat-timer';

const BACK_OFF: BackOff = { initialDelayMs: 100, maximumDelayMs: 2_000 };
const MAXIMUM_ATTEMPTS = 8;

export interface CommitGuard {
  readonly signal: AbortSignal;
  /** False once the group has dealt its partitions anew: a commit then would move another member's position. */
  readonly isStillOurs: () => boolean;
}

/**
 * Commits that all records before `nextOffset` are done. The position in memory moves only after that: if the commit
 * fails for good the records come again, and with them another attempt to commit.
 * @throws the broker's refusal (the partitions were dealt anew, the group rebalances), or the last error of several
 */
export async function commitProcessed(
  payload: EachBatchPayload,
  nextOffset: bigint,
  { signal, isStillOurs }: CommitGuard,
): Promise<void> {
  const { topic, partition } = payload.batch;
  const offset = String(nextOffset);
  for (let attempt = 0; ; attempt += 1) {
    try {
      await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
      payload.resolveOffset(String(nextOffset - 1n));
      return;
    } catch (error) {
      const isFinal = isFenced(error) || isRebalance(error) || attempt + 1 >= MAXIMUM_ATTEMPTS;
      if (isFinal || signal.aborted || !isStillOurs()) throw error;
      await pause(delayMs(BACK_OFF, attempt), signal);
    }
  }
}
