import { logLevel, type logCreator } from 'kafkajs';

/** Where this library writes what an operator should read: one line each, with fields. */
export interface KafkaLog {
  info(line: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(line: string, fields?: Readonly<Record<string, unknown>>): void;
  error(line: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** For callers who show the outcome themselves (the CLI, tests). */
export const silentKafkaLog: KafkaLog = { info() {}, warn() {}, error() {} };

/** Warnings of kafkajs that are not true here: {@link IdempotentProducer} goes on retrying where kafkajs gave up. */
const NOT_SO_HERE = new Set(['Limiting retries for the idempotent producer may invalidate EoS guarantees']);

/**
 * kafkajs logs each failed attempt as an error, with a stack, though it tries again by itself. Those are warnings
 * here, without the stack; what ends the work is reported by this library itself. Its chatter (info) is dropped.
 */
export function forwardKafkajsLog(log: KafkaLog): logCreator {
  return () =>
    ({ namespace, level, log: entry }) => {
      if (level > logLevel.WARN || level === logLevel.NOTHING || NOT_SO_HERE.has(entry.message)) return;
      const { message, timestamp: _timestamp, stack: _stack, logger: _logger, ...fields } = entry;
      log.warn(`kafkajs ${namespace}: ${message}`, fields);
    };
}
