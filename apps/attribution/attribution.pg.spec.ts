import request from 'supertest';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { testEvent, twoPrograms } from '@ledger/service-kit/testing/two-programs';
import { freshDatabase, type FreshDatabase } from '../../test/support/postgres';
import { AttributionModule } from './attribution.module';

describe("a customer's attribution", () => {
  let database: FreshDatabase;
  let service: StartedService;

  beforeAll(async () => {
    database = await freshDatabase();
    service = await startService(database.connectionString, [AttributionModule], { withoutRuntime: true });
    const undecided = { customer: 'new one', referralCode: 'code-q' };
    await service.feed([...twoPrograms(), testEvent('plixo', '2026-03-02', 'customer.signed_up', undecided)]);
  });

  afterAll(async () => {
    await service.stop();
    await database.drop();
  });

  const get = (path: string) => request(service.url).get(path).set('Authorization', service.finance);

  it('names who is credited, and the claims that lost and why', async () => {
    const { body } = await get('/v1/programs/plixo/customers/a/attribution');
    expect(body).toEqual({
      program: 'plixo',
      asOf: '2026-03-02T12:00:00.000Z',
      customer: 'a',
      settledAt: '2026-01-05T12:00:00.000Z',
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
});
