import { KafkaSettingsError } from '@ledger/messaging/kafka-settings';
import { readServiceSettings } from './service-settings';
import { readSettings } from './settings';
import { SettingsError } from './settings-error';

const POSTGRES = { LEDGER_POSTGRES_URL: 'postgresql://ledger@localhost/ledger' };

describe('the settings of a process', () => {
  it('are refused only where they are asked for: a command needs no broker', () => {
    const settings = readSettings({ LEDGER_PORT: 'any', LEDGER_TERMS: 'a.yaml' });
    expect(settings.termsFiles).toEqual(['a.yaml']);
    expect(() => settings.http).toThrow(new SettingsError('LEDGER_PORT must be a whole number from 0 to 65535'));
    expect(() => settings.kafka).toThrow(KafkaSettingsError);
  });

  it('are read once: what changes in the environment later changes nothing', () => {
    const environment: Record<string, string> = { LEDGER_PORT: '1' };
    const settings = readSettings(environment);
    expect(settings.http.port).toBe(1);
    environment['LEDGER_PORT'] = '2';
    expect(settings.http.port).toBe(1);
    expect(settings.http).toBe(settings.http);
  });
});

describe('the settings of a service', () => {
  it('are refused all at once, in one line', () => {
    expect(() => readServiceSettings({ LEDGER_CLOCK: 'moon', LEDGER_PORT: 'any', KAFKA_PARTITIONS: 'many' })).toThrow(
      /^LEDGER_POSTGRES_URL is missing.*; LEDGER_CLOCK must be events or wall; KAFKA_BROKERS is missing.*; KAFKA_PARTITIONS must be.*; LEDGER_PORT must be [^\n]*$/,
    );
  });

  it('have what every process has, and their own', () => {
    const settings = readServiceSettings({ ...POSTGRES, KAFKA_BROKERS: 'kafka:9092', LEDGER_LOG_LEVEL: 'warn' });
    expect(settings).toMatchObject({
      postgresUrl: POSTGRES.LEDGER_POSTGRES_URL,
      clock: 'events',
      personalKey: null,
      statementTimeoutMs: 30_000,
      eventStore: { kind: 'postgres' },
      tracing: { isOn: false, serviceName: null },
    });
    expect([settings.http.logLevel, settings.topics.partitions]).toEqual(['warn', 6]);
  });
});
