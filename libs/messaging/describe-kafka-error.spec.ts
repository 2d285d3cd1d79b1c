import {
  KafkaJSAggregateError,
  KafkaJSConnectionError,
  KafkaJSNonRetriableError,
  KafkaJSNumberOfRetriesExceeded,
  KafkaJSProtocolError,
  KafkaJSSASLAuthenticationError,
} from 'kafkajs';
import { describeKafkaError, isHopeless } from './describe-kafka-error';
import { readKafkaSettings } from './kafka-settings';

const settings = readKafkaSettings({
  KAFKA_BROKERS: 'kafka:9092',
  KAFKA_SASL_MECHANISM: 'plain',
  KAFKA_SASL_USERNAME: 'ledger',
  KAFKA_SASL_PASSWORD: 'hush',
});

function protocolError(type: string): KafkaJSProtocolError {
  return new KafkaJSProtocolError(
    Object.assign(new Error(`the broker said ${type}`), { type, code: 0, retriable: false }),
  );
}

/** Its published type forgets the message that it takes. */
const AuthenticationError: new (message: string) => Error = KafkaJSSASLAuthenticationError;

const unreachable = new KafkaJSConnectionError('connect ECONNREFUSED 10.0.0.1:9092', { broker: 'kafka:9092' });

it.each<[string, Error, boolean, RegExp]>([
  [
    'wrong credentials',
    new AuthenticationError('SASL PLAIN authentication failed: hush'),
    true,
    /^Kafka at kafka:9092 refused the user "ledger" \(plain\): correct KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD or/,
  ],
  [
    'no permission',
    protocolError('GROUP_AUTHORIZATION_FAILED'),
    true,
    /^Kafka at kafka:9092 refused \(GROUP_AUTHORIZATION_FAILED\): this user may not use the consumer group: grant it/,
  ],
  [
    'a missing topic',
    protocolError('UNKNOWN_TOPIC_OR_PARTITION'),
    false,
    /does not have a topic that this program needs: run "ledger topics check", then "ledger topics create"$/,
  ],
  [
    'no broker',
    unreachable,
    false,
    /does not answer \(connect ECONNREFUSED .*\): start it, or correct KAFKA_BROKERS; if that port wants TLS, set KAFKA_TLS=true$/,
  ],
  [
    'an untrusted certificate',
    new KafkaJSConnectionError('self-signed certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    true,
    /TLS failed \(.*self-signed certificate\): give the certificate authority of the brokers in KAFKA_TLS_CA_FILE$/,
  ],
  ['a mistake in a program', new TypeError('x is not a function'), true, /TypeError: x is not a function$/],
])('describes %s in one line, and knows whether waiting helps', (_what, error, hopeless, line) => {
  expect(describeKafkaError(error, settings)).toMatch(line);
  expect(describeKafkaError(error, settings)).not.toContain('hush');
  expect(isHopeless(error)).toBe(hopeless);
});

it('looks through what kafkajs wraps around the cause', () => {
  const wrapped = new KafkaJSNumberOfRetriesExceeded(unreachable, { retryCount: 5, retryTime: 1 });
  expect(describeKafkaError(wrapped, settings)).toContain('connect ECONNREFUSED 10.0.0.1:9092');
  const inList = new KafkaJSAggregateError('Topic creation errors', [protocolError('CLUSTER_AUTHORIZATION_FAILED')]);
  expect(isHopeless(inList)).toBe(true);
  const nonRetriable = new KafkaJSNonRetriableError(unreachable);
  expect(isHopeless(nonRetriable)).toBe(false);
});
