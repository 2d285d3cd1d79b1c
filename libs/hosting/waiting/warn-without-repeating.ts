import type { KafkaLog } from '@ledger/messaging/kafka-log';

const QUIET_MS = 10_000;

/**
 * Tells of failures that are waited out, for `onTrouble` of an event store. Its many readers and writers meet the same
 * one at once and again and again: the same message is told once in ten seconds.
 */
export function warnWithoutRepeating(
  log: KafkaLog,
  nowMs: () => number = Date.now,
): (error: Error, waitMs: number) => void {
  const toldAtMs = new Map<string, number>();
  return ({ message }, waitMs) => {
    const now = nowMs();
    if (now - (toldAtMs.get(message) ?? -Infinity) < QUIET_MS) return;
    toldAtMs.set(message, now);
    log.warn(`${message}; trying again in ${waitMs} ms`);
  };
}
