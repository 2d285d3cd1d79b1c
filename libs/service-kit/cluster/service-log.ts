import { pino, type Logger } from 'pino';
import type { KafkaLog } from '@ledger/messaging/kafka-log';
import type { LogLevel } from '../settings/http-settings';

/** The log of what a service does beside HTTP: JSON lines on standard output, with the service and its instance. */
export function serviceLog(logLevel: LogLevel, service: string, instance: string): KafkaLog {
  const logger: Logger = pino({
    level: logLevel,
    base: { service, instance },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
  });
  return {
    info: (line, fields = {}) => logger.info(fields, line),
    warn: (line, fields = {}) => logger.warn(fields, line),
    error: (line, fields = {}) => logger.error(fields, line),
  };
}
