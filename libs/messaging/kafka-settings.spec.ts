import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKafkaSettings } from './kafka-settings';
import { planTopics, readTopicSettings } from './topic-settings';

const folder = mkdtempSync(join(tmpdir(), 'ledger-settings-'));
const pem = join(folder, 'a.pem');
const notPem = join(folder, 'not.pem');
writeFileSync(pem, '-----BEGIN CERTIFICATE-----\n');
writeFileSync(notPem, 'hello');
afterAll(() => rmSync(folder, { recursive: true }));

const brokers = { KAFKA_BROKERS: 'kafka-1:9092, [::1]:9093' };

it('reads what is needed only, with sensible values for the rest', () => {
  expect(readKafkaSettings(brokers)).toEqual({
    brokers: ['kafka-1:9092', '[::1]:9093'],
    clientId: 'partner-ledger',
    tls: null,
    sasl: null,
    compression: 'none',
    sessionTimeoutMs: 10_000,
    rebalanceTimeoutMs: 30_000,
    maximumBatchRecords: 500,
    giveUpAfterMs: null,
  });
});

it('reads TLS, client certificate and password', () => {
  const settings = readKafkaSettings({
    ...brokers,
    KAFKA_TLS_CA_FILE: pem,
    KAFKA_TLS_CERT_FILE: pem,
    KAFKA_TLS_KEY_FILE: pem,
    KAFKA_SASL_MECHANISM: 'scram-sha-256',
    KAFKA_SASL_USERNAME: 'ledger',
    KAFKA_SASL_PASSWORD: 'secret',
  });
  const text = '-----BEGIN CERTIFICATE-----\n';
  expect(settings.tls).toEqual({ ca: text, cert: text, key: text });
  expect(settings.sasl).toEqual({ mechanism: 'scram-sha-256', username: 'ledger', password: 'secret' });
});

it('takes an empty variable for one that is not set', () => {
  expect(readKafkaSettings({ ...brokers, KAFKA_TLS: '', KAFKA_SASL_PASSWORD: '' })).toMatchObject({
    tls: null,
    sasl: null,
  });
});

it.each([
  [{}, 'KAFKA_BROKERS is missing: the brokers as host:port, separated by commas (npm run infra:kafka starts one)'],
  [
    { KAFKA_BROKERS: 'kafka' },
    'KAFKA_BROKERS must be host:port, several separated by commas, such as kafka-1:9092,kafka-2:9092',
  ],
  [
    { KAFKA_BROKERS: 'kafka:99999' },
    'KAFKA_BROKERS must be host:port, several separated by commas, such as kafka-1:9092,kafka-2:9092',
  ],
  [{ ...brokers, KAFKA_TLS: 'yes' }, 'KAFKA_TLS must be true or false'],
  [
    { ...brokers, KAFKA_TLS: 'false', KAFKA_TLS_CA_FILE: pem },
    'KAFKA_TLS is false, but a TLS file is given: leave out one of the two',
  ],
  [{ ...brokers, KAFKA_TLS_CERT_FILE: pem }, 'KAFKA_TLS_CERT_FILE and KAFKA_TLS_KEY_FILE must be given together'],
  [{ ...brokers, KAFKA_TLS_CA_FILE: '/no/such' }, 'KAFKA_TLS_CA_FILE names the file /no/such, which cannot be read'],
  [{ ...brokers, KAFKA_TLS_CA_FILE: notPem }, `KAFKA_TLS_CA_FILE names the file ${notPem}, which is not a PEM file`],
  [{ ...brokers, KAFKA_SASL_MECHANISM: 'oauth' }, 'KAFKA_SASL_MECHANISM must be plain, scram-sha-256 or scram-sha-512'],
  [
    { ...brokers, KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'ledger' },
    'KAFKA_SASL_MECHANISM needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD',
  ],
  [
    { ...brokers, KAFKA_SASL_PASSWORD: 'secret' },
    'KAFKA_SASL_MECHANISM is missing, though a user name or password is given: plain, scram-sha-256 or scram-sha-512',
  ],
  [
    { ...brokers, KAFKA_SESSION_TIMEOUT_MS: '10s' },
    'KAFKA_SESSION_TIMEOUT_MS must be a whole number from 1000 to 1800000',
  ],
  [
    { ...brokers, KAFKA_MAXIMUM_BATCH_RECORDS: '0' },
    'KAFKA_MAXIMUM_BATCH_RECORDS must be a whole number from 1 to 100000',
  ],
])('refuses %j in words that say what would be right', (environment, message) => {
  expect(() => readKafkaSettings(environment)).toThrow(message);
});

it('names all that is wrong at once', () => {
  expect(() => readKafkaSettings({ KAFKA_TLS: 'x', KAFKA_COMPRESSION: 'zip' })).toThrow(
    /KAFKA_BROKERS is missing.*; KAFKA_TLS must be.*; KAFKA_COMPRESSION must be none or gzip/,
  );
});

describe('topics', () => {
  it('are copied three times where there are three brokers, and tolerate the loss of one', () => {
    const settings = readTopicSettings({});
    expect(settings).toEqual({
      partitions: 6,
      replicationFactor: null,
      retentionDays: 30,
      deadLetterRetentionDays: 90,
    });
    const [one, five] = [planTopics(settings, 1)[0], planTopics(settings, 5)[0]];
    expect(one).toMatchObject({ replicationFactor: 1, configs: { 'min.insync.replicas': '1' } });
    expect(five).toMatchObject({ replicationFactor: 3, configs: { 'min.insync.replicas': '2' } });
  });

  it('are set up as the environment says', () => {
    const settings = readTopicSettings({
      KAFKA_PARTITIONS: '12',
      KAFKA_REPLICATION_FACTOR: '2',
      KAFKA_RETENTION_DAYS: '7',
    });
    expect(planTopics(settings, 5)[0]).toMatchObject({
      partitions: 12,
      replicationFactor: 2,
      configs: { 'retention.ms': '604800000' },
    });
    expect(() => readTopicSettings({ KAFKA_PARTITIONS: 'many' })).toThrow(
      'KAFKA_PARTITIONS must be a whole number from 1 to 1000',
    );
  });
});
