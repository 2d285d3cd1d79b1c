import { amountMinor } from '@ledger/kernel/money';
import { idempotencyKey } from '@ledger/rails/sending/payout-keys';
import type { Destination, LedgerId, PayoutOrder } from '@ledger/rails/sending/payout-order';
import type { RequestBody } from '@ledger/rails/sending/sending.events';
import type { TransferId } from '@ledger/rails/sending/transfer';
import { StripeOnboarding } from '@ledger/rails/stripe/stripe-onboarding';
import { StripeRail } from '@ledger/rails/stripe/stripe-rail';
import { STRIPE_MOCK } from './stripe-mock';
import { describeIfThere } from './with-each-client';

jest.setTimeout(600_000);

const order: PayoutOrder = {
  ledger: '5f0c.1' as LedgerId,
  program: 'acme',
  payout: 'po-3',
  destination: 'acct_1032D82eZvKYlo2C' as Destination,
  amountMinor: amountMinor(9_950),
  currency: 'USD',
};
const key = idempotencyKey(order, 1);

describeIfThere(STRIPE_MOCK, () => {
  let mock: Awaited<ReturnType<typeof STRIPE_MOCK.start>>;
  let rail: StripeRail;
  let onboarding: StripeOnboarding;
  beforeAll(async () => {
    mock = await STRIPE_MOCK.start();
    const access = { apiKey: 'sk_test_123', apiBase: mock.url, withinMs: 10_000 };
    rail = new StripeRail(access);
    onboarding = new StripeOnboarding(access);
  });
  afterAll(() => mock?.stop());

  it('takes the order of a transfer, and refuses one of another shape', async () => {
    expect(await rail.post(key, rail.requestBody(order))).toMatchObject({ kind: 'taken' });
    const wrong = 'amount=some&currency=usd&destination=acct_1' as RequestBody;
    expect(await rail.post(key, wrong)).toMatchObject({ kind: 'refused' });
    expect(await rail.post(key, 'amount=1&nothing=1' as RequestBody)).toMatchObject({ kind: 'refused' });
  });

  it('takes each question about transfers', async () => {
    expect(await rail.list(order)).toMatchObject({ kind: 'whole', transfers: [{ currency: 'USD' }] });
    expect(await rail.listSince(new Date(0))).toMatchObject({ kind: 'whole' });
    expect(await rail.read('tr_1032HU2eZvKYlo2C' as TransferId)).toMatchObject({ kind: 'read' });
  });

  it('takes the questions about an account and the balance', async () => {
    const { kind } = await rail.readiness(order, 'balance_insufficient');
    expect(['ready', 'not_yet', 'not_ready']).toContain(kind);
    expect(await onboarding.standing(order.destination)).toMatchObject({ isReady: expect.any(Boolean) as boolean });
  });

  it('takes the making of an account, the look for one, and the making of a link', async () => {
    const account = await onboarding.create('onboarding:5f0c.1:ab', 'DE');
    expect(account).toMatch(/^acct_/);
    expect(await onboarding.find('onboarding:none')).toBeNull();
    const urls = { returnUrl: 'https://example.org/done', refreshUrl: 'https://example.org/again' };
    expect((await onboarding.link(account, urls)).url).toMatch(/^https:/);
  });
});
