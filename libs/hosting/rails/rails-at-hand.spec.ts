import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { railAtHand, simulatedBooks, whyNotSent } from './rails-at-hand';

describe('the rails of a data folder', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'ledger-rails-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const none = { stripe: null, paypal: null };
  const keyed = { stripe: { apiKey: 'sk_test_1', apiBase: null, webhookSecret: null }, paypal: null };
  const paid = { ...none, paypal: { clientId: 'app', clientSecret: 'secret', apiBase: null, webhookId: null } };

  it('say which setting is missing for payouts to be sent', () => {
    expect(whyNotSent('stripe', folder, none)).toBe('STRIPE_API_KEY is not set: nothing is sent by stripe');
    expect(whyNotSent('stripe', folder, keyed)).toBeNull();
    expect(whyNotSent('paypal', folder, keyed)).toContain('nothing is sent by paypal');
    expect(whyNotSent('paypal', folder, paid)).toBeNull();
    expect(whyNotSent('manual', folder, none)).toBeNull();
  });

  it('need no setting where they are simulated, and run only with the ledger', async () => {
    await mkdir(dirname(simulatedBooks(folder)), { recursive: true });
    await writeFile(simulatedBooks(folder), '{}');
    expect(whyNotSent('stripe', folder, none)).toBeNull();
    await expect(railAtHand('stripe', folder, keyed)).rejects.toThrow('does not run: start the ledger');
  });

  it('cannot be asked without a setting', async () => {
    await expect(railAtHand('stripe', folder, none)).rejects.toThrow('set STRIPE_API_KEY');
    await expect(railAtHand('paypal', folder, keyed)).rejects.toThrow('set PAYPAL_CLIENT_ID and PAYPAL_CLIENT_SECRET');
    await expect(railAtHand('manual', folder, keyed)).rejects.toThrow('nothing is paid by manual here');
  });
});
