import { pino, type DestinationStream, type Logger } from 'pino';
import type { KafkaLog } from '@ledger/messaging/kafka-log';
import { shownLines } from '@ledger/service-kit/logging/shown-lines';
import type { LogLevel } from '@ledger/service-kit/http-settings';

/** What a service says beside HTTP: JSON lines with the service and its instance; default: on standard output. */
export function serviceLogger(
  logLevel: LogLevel,
  service: string,
  instance: string,
  destination?: DestinationStream,
): Logger {
  const options = {
    level: logLevel,
    base: { service, instance },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, shownLines(destination));
}

/** The log of what a service does with Kafka, its servers and its lanes. */
export function serviceLog(logger: Logger): KafkaLog {
  return {
    info: (line, fields = {}) => logger.info(fields, line),
    warn: (line, fields = {}) => logger.warn(fields, line),
    error: (line, fields = {}) => logger.error(fields, line),
  };
}
