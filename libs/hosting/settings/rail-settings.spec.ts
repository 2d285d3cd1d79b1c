import { readRailSettings } from './rail-settings';
import { SettingsError } from './settings-error';

describe('the settings of the rails', () => {
  it('have no Stripe without a key', () => {
    expect(readRailSettings({})).toEqual({ stripe: null, paypal: null });
    expect(readRailSettings({ STRIPE_API_KEY: '', STRIPE_API_BASE: 'http://127.0.0.1:1' })).toEqual({
      stripe: null,
      paypal: null,
    });
  });

  it('have Stripe at its own address, or at another', () => {
    const plain = { apiKey: 'sk', apiBase: null, webhookSecret: null };
    expect(readRailSettings({ STRIPE_API_KEY: 'sk' })).toMatchObject({ stripe: plain });
    const apiBase = 'http://127.0.0.1:4242';
    const given = { STRIPE_API_KEY: 'sk', STRIPE_API_BASE: apiBase, STRIPE_WEBHOOK_SECRET: 'whsec_1' };
    expect(readRailSettings(given)).toMatchObject({ stripe: { apiKey: 'sk', apiBase, webhookSecret: 'whsec_1' } });
  });

  it.each(['127.0.0.1:4242', 'stripe', 'http://stripe.example', 'ftp://127.0.0.1'])('refuse the address %s', (base) => {
    const given = { STRIPE_API_KEY: 'sk', STRIPE_API_BASE: base };
    expect(() => readRailSettings(given)).toThrow(SettingsError);
    expect(() => readRailSettings(given)).toThrow('STRIPE_API_BASE must be an address, such as http://127.0.0.1:4242');
  });

  it('have PayPal by both halves of its key, at its own address or at another', () => {
    const keys = { PAYPAL_CLIENT_ID: 'app', PAYPAL_CLIENT_SECRET: 'secret' };
    const access = { clientId: 'app', clientSecret: 'secret' };
    expect(readRailSettings(keys)).toEqual({ stripe: null, paypal: { ...access, apiBase: null, webhookId: null } });
    const near = { ...keys, PAYPAL_API_BASE: 'http://127.0.0.1:4242', PAYPAL_WEBHOOK_ID: '1AB' };
    expect(readRailSettings(near).paypal).toEqual({ ...access, apiBase: 'http://127.0.0.1:4242', webhookId: '1AB' });
    expect(() => readRailSettings({ PAYPAL_CLIENT_ID: 'app' })).toThrow('are of use only together');
    expect(() => readRailSettings({ ...keys, PAYPAL_API_BASE: 'http://paypal.example' })).toThrow(
      'PAYPAL_API_BASE must be an address',
    );
  });
});
