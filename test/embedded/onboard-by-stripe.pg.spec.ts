import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { instant } from '@ledger/kernel/instant';
import { StripeSimulator } from '@ledger/rails/simulator/stripe-simulator';
import { waitUntil } from '../support/wait-until';
import { adminToken, LedgerProcess, ledgerPlace, runLedger, type LedgerPlace } from './ledger-process';

jest.setTimeout(120_000);

const SECRET = 'whsec_test';

function fact(type: string, data: object): string {
  const time = '2026-01-01T10:00:00.000Z';
  return JSON.stringify({ specversion: '1.0', id: randomUUID(), source: 'test', type, time, program: 'plixo', data });
}

describe('an account at Stripe that is made for a partner', () => {
  let place: LedgerPlace;
  let stripe: StripeSimulator;
  beforeEach(async () => {
    place = await ledgerPlace();
    stripe = new StripeSimulator(() => instant(Date.now()));
  });
  afterEach(async () => {
    await stripe.close();
    await place.remove();
  });

  it('is one, is told to be ready by a webhook, and is paid to when a person says so, not before', async () => {
    const token = await adminToken(place);
    const access = {
      STRIPE_API_KEY: 'sk_test_1',
      STRIPE_API_BASE: await stripe.listen(),
      STRIPE_WEBHOOK_SECRET: SECRET,
    };
    const ledger = await LedgerProcess.start(place, access);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    const body = [
      fact('partner.applied', { partner: 'p', type: 'partner' }),
      fact('partner.approved', { partner: 'p' }),
    ];
    await fetch(`${await ledger.url()}/v1/events`, { method: 'POST', headers, body: body.join('\n') });
    const onboard = (partner: string, ...words: string[]) =>
      runLedger(['rails', 'onboard', 'stripe', '--program', 'plixo', '--partner', partner, ...words], place, access);

    expect((await onboard('nobody')).stderr).toContain('no partner nobody has applied');
    const first = await onboard('p');
    const second = await onboard('p');
    expect(stripe.books.accounts.size).toBe(1);
    const [link = ''] = /http:\S+\/setup\/\S+/.exec(first.stdout) ?? [];
    expect(second.stdout).toContain(link);
    expect((await onboard('p', '--use', '--by', 'ada')).stderr).toContain(
      'is not ready, the partner is not paid to it',
    );

    expect((await fetch(link)).status).toBe(200);
    const account = link.split('/').at(-1);
    const payload = JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type: 'account.updated',
      account,
      data: { object: { id: account } },
    });
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET });
    await fetch(`${await ledger.url()}/webhooks/stripe`, {
      method: 'POST',
      headers: { 'stripe-signature': signature },
      body: payload,
    });
    await waitUntil('it is said', () => ledger.printed.includes('the account of "p" (plixo) is ready to be paid'));
    expect((await onboard('p', '--use')).stderr).toContain('say --by');
    const used = await onboard('p', '--use', '--by', 'ada');
    expect(used.stdout).toContain(`p (plixo) is paid to ${account} at stripe from now on`);
    await ledger.interrupt();
  });
});
