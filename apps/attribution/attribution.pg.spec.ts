import request from 'supertest';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { testEvent, twoPrograms } from '@ledger/service-kit/testing/two-programs';
import { AttributionModule } from './attribution.module';

describe("a customer's attribution", () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([AttributionModule], { withoutRuntime: true });
    const undecided = { customer: 'new one', referralCode: 'code-q' };
    const decision = { customer: 'b', credits: [{ partner: 'p', role: 'sourced' }], by: 'dana' };
    await service.feed([
      ...twoPrograms(),
      testEvent('plixo', '2026-03-02', 'customer.signed_up', undecided),
      testEvent('plixo', '2026-03-02', 'customer.signed_up', { customer: 'c', referralCode: 'nobody has it' }),
      testEvent(
        ...(['plixo', '2026-03-02', 'attribution.overridden'] as const),
        ...([{ ...decision, from: '2026-02-01T00:00:00Z', evidence: 'the referral log' }, 'override 1'] as const),
      ),
    ]);
  });

  afterAll(() => service.stop());

  const get = (path: string) => request(service.url).get(path).set('Authorization', service.finance);

  it('names who is credited, and the claims that lost and why', async () => {
    const { body } = await get('/v1/programs/plixo/customers/a/attribution');
    expect(body).toEqual({
      program: 'plixo',
      asOf: '2026-03-02T12:00:00.000Z',
      customer: 'a',
      settledAt: '2026-01-05T12:00:00.000Z',
      override: null,
      credits: [{ partner: 'p', role: 'sourced', weight: 1 }],
      lost: [{ partner: 'q', claim: 'lead', at: '2026-01-04T12:00:00.000Z', reason: 'later' }],
    });
  });

  it('shows provisional credits until it settles', async () => {
    const { body } = await get('/v1/programs/plixo/customers/new%20one/attribution');
    expect(body).toMatchObject({ settledAt: null, credits: [{ partner: 'q', role: 'sourced', weight: 1 }], lost: [] });
  });

  it('shows the customer of the program asked for, not its namesake', async () => {
    const { body } = await get('/v1/programs/reseller/customers/a/attribution');
    expect(body).toMatchObject({ program: 'reseller', lost: [] });
  });

  it.each(['/v1/programs/reseller/customers/b/attribution', '/v1/programs/odoopbx/customers/a/attribution'])(
    'answers 404 for %s, whom nobody claims',
    async (path) => {
      const { status, body } = await get(path);
      expect(status).toBe(404);
      expect(body.detail).toContain('No claim, touchpoint or override');
    },
  );

  it('names the override that gave the credits: who decided it, when, from when on, and why, for those who may see it', async () => {
    const named = {
      id: 'override 1',
      source: 'test',
      at: '2026-03-02T12:00:00.000Z',
      from: '2026-02-01T00:00:00.000Z',
      by: 'dana',
      evidenceRef: expect.stringMatching(/^text-[0-9a-f]{32}$/),
    };
    const path = '/v1/programs/plixo/customers/b/attribution';
    expect((await get(path).set('Authorization', service.admin)).body).toMatchObject({
      credits: [{ partner: 'p', role: 'sourced', weight: 1 }],
      override: { ...named, evidence: 'the referral log' },
    });
    expect((await get(path)).body.override).toEqual({ ...named, evidence: null });
  });

  it('lists the lost claims of all customers, by customer', async () => {
    const { body } = await get('/v1/programs/plixo/lost-claims');
    expect(body.items).toEqual([
      {
        customer: 'a',
        settledAt: '2026-01-05T12:00:00.000Z',
        partner: 'q',
        claim: 'lead',
        at: '2026-01-04T12:00:00.000Z',
        reason: 'later',
      },
      expect.objectContaining({ customer: 'b', partner: 'q', claim: 'signup', reason: 'overridden' }),
      expect.objectContaining({
        customer: 'c',
        settledAt: null,
        partner: null,
        claim: 'signup',
        reason: 'unknown_code',
      }),
    ]);
  });

  it.each([
    [{ partner: 'q' }, ['a', 'b']],
    [{ reason: 'unknown_code' }, ['c']],
    [{ claim: 'lead' }, ['a']],
    [{ settled: 'true' }, ['a', 'b']],
  ])('lists those that are asked for: %j', async (query, customers) => {
    const { body } = await get('/v1/programs/plixo/lost-claims').query(query);
    expect(body.items.map(({ customer }: { customer: string }) => customer)).toEqual(customers);
  });

  it('lists them page by page, each once, and as CSV', async () => {
    const seen: object[] = [];
    let next: string | null = null;
    do {
      const { body }: { body: { items: object[]; next: string | null } } = await get(
        '/v1/programs/plixo/lost-claims',
      ).query({
        limit: 1,
        ...(next === null ? {} : { cursor: next }),
      });
      seen.push(...body.items);
      next = body.next;
    } while (next !== null);
    expect(seen).toEqual((await get('/v1/programs/plixo/lost-claims')).body.items);
    const { text } = await get('/v1/programs/plixo/lost-claims.csv').query({ partner: 'q', claim: 'lead' });
    expect(text.trimEnd().split('\r\n')).toEqual([
      'program,customer,settledAt,partner,claim,at,reason',
      'plixo,a,2026-01-05T12:00:00.000Z,q,lead,2026-01-04T12:00:00.000Z,later',
    ]);
  });
});
