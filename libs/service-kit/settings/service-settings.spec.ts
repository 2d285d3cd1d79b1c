import { readHttpSettings } from './http-settings';
import { readServiceSettings } from './service-settings';
import { SettingsError } from './settings-error';

const LEDGER_DATABASE_URL = 'postgresql://ledger@127.0.0.1/ledger';

describe('the settings of a service', () => {
  it('listens on loopback, with the limits of the contract, where nothing else is said', () => {
    expect(readServiceSettings({ LEDGER_DATABASE_URL, LEDGER_HOST: '' })).toEqual({
      databaseUrl: LEDGER_DATABASE_URL,
      termsFiles: [],
      http: { host: '127.0.0.1', port: 3000, logLevel: 'info', maxBodyBytes: 5_000_000, maxEventsPerRequest: 1_000 },
    });
  });

  it('takes what is set', () => {
    const { http, termsFiles } = readServiceSettings({
      LEDGER_DATABASE_URL,
      LEDGER_HOST: '0.0.0.0',
      LEDGER_PORT: '8080',
      LEDGER_LOG_LEVEL: 'warn',
      LEDGER_TERMS: 'a.yaml, b.yaml',
    });
    expect(http).toMatchObject({ host: '0.0.0.0', port: 8080, logLevel: 'warn' });
    expect(termsFiles).toEqual(['a.yaml', 'b.yaml']);
  });

  it('names everything that is wrong, and what would be right', () => {
    const wrong = { LEDGER_PORT: '80a', LEDGER_LOG_LEVEL: 'loud', LEDGER_MAX_BODY_BYTES: '1' };
    expect(() => readHttpSettings(wrong)).toThrow(
      new SettingsError(
        'LEDGER_PORT must be a whole number from 0 to 65535; ' +
          'LEDGER_LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent; ' +
          'LEDGER_MAX_BODY_BYTES must be a whole number from 1000 to 100000000',
      ),
    );
  });

  it.each([
    [{}, 'LEDGER_DATABASE_URL is missing'],
    [{ LEDGER_DATABASE_URL: 'mysql://x' }, 'LEDGER_DATABASE_URL must begin with postgresql://'],
  ])('needs a database: %j', (environment, message) => {
    expect(() => readServiceSettings(environment)).toThrow(message);
  });
});
