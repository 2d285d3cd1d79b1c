import { Fault } from '@ledger/kernel/fault';
import { delayMs, pause, type BackOff } from './back-off';
import { describeKafkaError, isHopeless } from './describe-kafka-error';
import type { KafkaLog } from './kafka-log';
import type { KafkaSettings } from './kafka-settings';

const BACK_OFF: BackOff = { initialDelayMs: 200, maximumDelayMs: 10_000 };

/** Kafka cannot be worked with; the message is one line that says why and what to do. */
export class KafkaFailure extends Fault {
  override readonly name = 'KafkaFailure';
  override readonly kind = 'wait';
}

export interface Patience {
  readonly settings: KafkaSettings;
  readonly log: KafkaLog;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/**
 * Does something with Kafka, again and again with growing pauses, while it fails in a way that may pass (a broker is
 * down, a topic is not there yet); says so on the log each time.
 * @throws KafkaFailure when waiting cannot help, or when the signal ended it
 */
export async function untilKafkaAnswers<T>(attempt: () => Promise<T>, patience: Patience): Promise<T> {
  const { settings, log, signal } = patience;
  for (let failures = 0; ; failures += 1) {
    if (signal.aborted) throw new KafkaFailure(`stopped before Kafka at ${settings.brokers.join(', ')} answered`);
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof KafkaFailure) throw error;
      const line = describeKafkaError(error, settings);
      if (isHopeless(error)) throw new KafkaFailure(line, { cause: error });
      const waitMs = delayMs(BACK_OFF, failures);
      log.warn(`${line}; trying again in ${waitMs} ms`);
      await pause(waitMs, signal);
    }
  }
}
