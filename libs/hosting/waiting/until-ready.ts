import { delayMs, pause, type BackOff } from '@ledger/messaging/back-off';
import type { KafkaLog } from '@ledger/messaging/kafka-log';

const BACK_OFF: BackOff = { initialDelayMs: 250, maximumDelayMs: 5_000 };

export interface Readiness {
  readonly log: KafkaLog;
  readonly signal: AbortSignal;
  /** Whether waiting may help with an error; others are thrown. */
  readonly isTransient: (error: unknown) => boolean;
}

/** Does something again and again with growing pauses while it fails in a way that may pass, and says so each time. */
export async function untilReady<T>(attempt: () => Promise<T>, { log, signal, isTransient }: Readiness): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted || !isTransient(error)) throw error;
      const waitMs = delayMs(BACK_OFF, failures);
      log.warn(`${error instanceof Error ? error.message : String(error)}; trying again in ${waitMs} ms`);
      await pause(waitMs, signal);
    }
  }
}
