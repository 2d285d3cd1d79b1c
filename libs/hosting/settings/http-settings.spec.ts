import { readHttpSettings } from './http-settings';
import { SettingsError } from './settings-error';

describe('the settings of the HTTP side', () => {
  it('listens on loopback, with the limits of the contract, where nothing else is said', () => {
    expect(readHttpSettings({ LEDGER_HOST: '' })).toEqual({
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'info',
      maxBodyBytes: 5_000_000,
      maxEventsPerRequest: 1_000,
      maxBodyBytesInFlight: 32_000_000,
      readAfterMs: 10_000,
      tokenRequestsPerMinute: 600,
      publicRequestsPerMinute: 300,
      trustedProxies: [],
    });
  });

  it('takes what is set', () => {
    const set = { LEDGER_HOST: '0.0.0.0', LEDGER_PORT: '8080', LEDGER_LOG_LEVEL: 'warn', PATH: '/bin' };
    expect(readHttpSettings(set)).toMatchObject({ host: '0.0.0.0', port: 8080, logLevel: 'warn' });
  });

  it('lets all bodies together have no less than one', () => {
    expect(readHttpSettings({ LEDGER_MAX_BODY_BYTES: '90000000' }).maxBodyBytesInFlight).toBe(90_000_000);
    expect(() => readHttpSettings({ LEDGER_MAX_BODY_BYTES_IN_FLIGHT: '4000000' })).toThrow(
      new SettingsError('LEDGER_MAX_BODY_BYTES_IN_FLIGHT must be no less than LEDGER_MAX_BODY_BYTES (5000000)'),
    );
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
});
