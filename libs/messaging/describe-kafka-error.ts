import type { KafkaSettings } from './kafka-settings';

/** Answers of a broker (Kafka's error names) that no waiting changes: someone must change a setting or a permission. */
const REFUSALS: Readonly<Record<string, string>> = {
  TOPIC_AUTHORIZATION_FAILED:
    'this user may not read or write the topic: grant it (ACL) on the topics partner-ledger.*',
  GROUP_AUTHORIZATION_FAILED: 'this user may not use the consumer group: grant it (ACL) on the groups partner-ledger.*',
  CLUSTER_AUTHORIZATION_FAILED:
    'this user may not do that on the cluster: it needs IDEMPOTENT_WRITE (and CREATE for topics)',
  TRANSACTIONAL_ID_AUTHORIZATION_FAILED: 'this user may not write with this producer id: grant it (ACL)',
  UNSUPPORTED_SASL_MECHANISM: 'the broker does not offer this SASL mechanism: correct KAFKA_SASL_MECHANISM',
  UNSUPPORTED_VERSION: 'the broker does not speak a version of the protocol that this client does: Kafka 2.1 to 4.1 do',
  INCONSISTENT_GROUP_PROTOCOL: 'the consumer group is used by another kind of program: give each its own group',
  INVALID_SESSION_TIMEOUT: 'the broker does not allow this session timeout: correct KAFKA_SESSION_TIMEOUT_MS',
  INVALID_GROUP_ID: 'the broker does not accept this group id',
  INVALID_TOPIC: 'the broker does not accept this topic name',
  TOPIC_EXCEPTION: 'the broker does not accept this topic name',
};

/** Errors of a TLS handshake, by Node's code: the certificates do not fit together, and time does not mend that. */
const TLS_CODE = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

interface KafkaErrorShape {
  readonly name: string;
  readonly message: string;
  readonly type?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** The one line that says what is wrong with Kafka as seen from here, and what to do. It never holds a password. */
export function describeKafkaError(error: unknown, settings: KafkaSettings): string {
  const root = rootCause(error);
  const at = `Kafka at ${settings.brokers.join(', ')}`;
  if (root === undefined) return `${at}: ${String(error)}`;
  const type = String(root.type);
  const refusal = REFUSALS[type];
  if (isAuthenticationFailure(root)) {
    const { mechanism = 'no SASL', username = '' } = settings.sasl ?? {};
    return `${at} refused the user "${username}" (${mechanism}): correct KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD or KAFKA_SASL_MECHANISM`;
  }
  if (refusal !== undefined) return `${at} refused (${type}): ${refusal}`;
  if (isTlsFailure(root)) return `${at}: TLS failed (${root.message}): ${tlsRemedy(settings)}`;
  if (type === 'UNKNOWN_TOPIC_OR_PARTITION') {
    return `${at} does not have a topic that this program needs: run "ledger topics check", then "ledger topics create"`;
  }
  if (isUnreachable(root)) {
    return `${at} does not answer (${root.message}): start it, or correct KAFKA_BROKERS${connectionHint(settings)}`;
  }
  return `${at}: ${root.name}: ${root.message}`;
}

/** True if waiting cannot help: wrong credentials or certificates, missing permissions, a mistake in the program. */
export function isHopeless(error: unknown): boolean {
  const root = rootCause(error);
  if (root === undefined) return true;
  if (['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'KafkaJSNotImplemented'].includes(root.name))
    return true;
  return isAuthenticationFailure(root) || isTlsFailure(root) || String(root.type) in REFUSALS;
}

/** kafkajs wraps what happened in errors about its retries: the innermost one says it. */
export function rootCause(error: unknown): KafkaErrorShape | undefined {
  if (!(error instanceof Error)) return undefined;
  const { cause, errors }: KafkaErrorShape = error;
  const inner: unknown = Array.isArray(errors) ? errors[0] : cause;
  return inner === error ? error : (rootCause(inner) ?? error);
}

function isAuthenticationFailure(error: KafkaErrorShape): boolean {
  return error.name === 'KafkaJSSASLAuthenticationError' || error.type === 'SASL_AUTHENTICATION_FAILED';
}

function isTlsFailure(error: KafkaErrorShape): boolean {
  return TLS_CODE.test(String(error.code)) || /certificate|SSL routines|wrong version number/i.test(error.message);
}

function isUnreachable(error: KafkaErrorShape): boolean {
  return /^KafkaJS(?:Connection|RequestTimeout|NoBrokerAvailable|BrokerNotFound|GroupCoordinatorNotFound)/.test(
    error.name,
  );
}

function tlsRemedy(settings: KafkaSettings): string {
  return settings.tls?.ca === undefined
    ? 'give the certificate authority of the brokers in KAFKA_TLS_CA_FILE'
    : 'correct KAFKA_TLS_CA_FILE, or KAFKA_TLS_CERT_FILE and KAFKA_TLS_KEY_FILE, or ask whether this port speaks TLS';
}

function connectionHint(settings: KafkaSettings): string {
  return settings.tls === null ? '; if that port wants TLS, set KAFKA_TLS=true' : '; it may not speak TLS on that port';
}
