import { AttributionModule } from '@apps/attribution/attribution.module';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { testEvent } from '@ledger/service-kit/testing/two-programs';
import { stripeOfExamples, type StripeOfExamples } from '@tools/docs/stripe-of-examples';
import { PayoutModule } from '../payout.module';

const BODY = { country: 'US', returnUrl: 'https://partners.example/done' };

describe('accounts of partners at Stripe, by HTTP', () => {
  let stripe: StripeOfExamples;
  let service: StartedService;

  beforeAll(async () => {
    stripe = await stripeOfExamples();
    service = await startService([PayoutModule, AttributionModule], { stripeOffice: stripe.office });
    const applied = (program: string, partner: string) =>
      testEvent(program, '2026-01-01', 'partner.applied', { partner, type: 'partner' });
    await service.feed([applied('plixo', 'alder'), applied('plixo', 'birch'), applied('odoopbx', 'deneb')]);
  }, 60_000);
  afterAll(async () => {
    await service.stop();
    await stripe.simulator.close();
  });

  async function ask(path: string, body: object | null, token = service.finance) {
    const [program, partner] = path.split('/');
    const response = await fetch(`${service.url}/v1/programs/${program}/partners/${partner}/stripe-onboarding`, {
      method: body === null ? 'GET' : 'POST',
      headers: { authorization: token, 'content-type': 'application/json' },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, said: (await response.json()) as Record<string, unknown> };
  }

  it('are one a partner, say what they lack, and are completed at the link', async () => {
    expect((await ask('plixo/birch', null)).status).toBe(404);
    const first = await ask('plixo/birch', BODY);
    const lacks = { isReady: false, why: 'requirements.past_due', due: ['external_account', 'tos_acceptance.date'] };
    expect(first).toMatchObject({ status: 200, said: { program: 'plixo', partner: 'birch', country: 'US', ...lacks } });
    const again = await ask('plixo/birch', BODY);
    expect(again.said['account']).toBe(first.said['account']);
    expect((await ask('plixo/birch', null)).said).toMatchObject({ account: first.said['account'], ...lacks });
    const { url } = again.said['link'] as { readonly url: string };
    expect((await fetch(url)).status).toBe(200);
    const ready = { isReady: true, why: null, due: [] };
    expect((await ask('plixo/birch', null)).said).toMatchObject(ready);
    expect((await ask('plixo/birch', BODY)).said).toMatchObject({ ...ready, link: null });
    expect(stripe.simulator.books.accounts.size).toBe(2);
  });

  it('are refused where they cannot be made, and nothing is asked of Stripe', async () => {
    const before = stripe.simulator.books.accounts.size;
    expect((await ask('plixo/nobody', BODY)).status).toBe(404);
    expect((await ask('no-such/alder', BODY)).status).toBe(404);
    const other = await ask('plixo/alder', { ...BODY, country: 'DE' });
    expect(other).toMatchObject({ status: 409, said: { detail: 'The account of alder was asked for in US, not DE.' } });
    const unpaid = await ask('odoopbx/deneb', BODY);
    expect(unpaid).toMatchObject({ status: 409, said: { detail: 'odoopbx does not pay by stripe.' } });
    for (const wrong of [
      {},
      { country: 'us' },
      { ...BODY, returnUrl: 'javascript:alert(1)' },
      { ...BODY, account: 'x' },
    ])
      expect((await ask('plixo/birch', wrong)).status).toBe(400);
    expect((await ask('plixo/birch', BODY, await service.ingest('partners'))).status).toBe(403);
    expect(stripe.simulator.books.accounts.size).toBe(before);
  });
});
