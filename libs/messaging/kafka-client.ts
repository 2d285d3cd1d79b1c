import { Kafka, type KafkaConfig } from 'kafkajs';
import { installFetchDecoder } from './fetch/install-fetch-decoder';
import { guardIdleTimer } from './guard-idle-timer';
import { forwardKafkajsLog, type KafkaLog } from './kafka-log';
import type { KafkaSettings } from './kafka-settings';

/**
 * kafkajs's own retries: short, for what passes by itself (an election, a lost connection). What takes longer is for
 * the callers here, who can say so, wait and stop waiting.
 */
const RETRY = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 };

/** A kafkajs client for these settings; nothing is connected yet. */
export function createKafka(settings: KafkaSettings, log: KafkaLog): Kafka {
  guardIdleTimer();
  installFetchDecoder();
  return new Kafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    ssl: settings.tls === null ? false : { ...settings.tls },
    sasl: saslOf(settings),
    connectionTimeout: 3_000,
    authenticationTimeout: 10_000,
    requestTimeout: 15_000,
    enforceRequestTimeout: true,
    retry: RETRY,
    logCreator: forwardKafkajsLog(log),
  });
}

function saslOf({ sasl }: KafkaSettings): KafkaConfig['sasl'] {
  if (sasl === null) return undefined;
  const { username, password } = sasl;
  switch (sasl.mechanism) {
    case 'plain':
      return { mechanism: 'plain', username, password };
    case 'scram-sha-256':
      return { mechanism: 'scram-sha-256', username, password };
    case 'scram-sha-512':
      return { mechanism: 'scram-sha-512', username, password };
  }
}
