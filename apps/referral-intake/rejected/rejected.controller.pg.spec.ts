import request from 'supertest';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { twoPrograms } from '@ledger/service-kit/testing/two-programs';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { ReferralIntakeModule } from '../referral-intake.module';

describe('rejected events', () => {
  let database: FreshDatabase;
  let service: StartedService;

  beforeAll(async () => {
    database = await freshDatabase();
    service = await startService(database.connectionString, [ReferralIntakeModule], { withoutRuntime: true });
    await service.feed(twoPrograms());
  });

  afterAll(async () => {
    await service.stop();
    await database.drop();
  });

  const get = (path: string, query: object = {}) =>
    request(service.url).get(path).query(query).set('Authorization', service.finance);

  it('are listed by program, in the order of their arrival', async () => {
    const { body } = await get('/v1/programs/plixo/rejected');
    expect(body.items).toEqual([
      expect.objectContaining({ source: 'test', type: 'partner.suspended', code: 'unknown_partner' }),
      expect.objectContaining({ source: 'test', type: 'customer.lost', code: 'unknown_type' }),
    ]);
    expect(body.items[0].seq).toBeLessThan(body.items[1].seq);
    expect((await get('/v1/programs/reseller/rejected')).body.items).toEqual([]);
  });

  it('are listed by code, and page by page', async () => {
    const byCode = await get('/v1/programs/plixo/rejected', { code: 'unknown_type' });
    expect(byCode.body.items).toEqual([expect.objectContaining({ type: 'customer.lost' })]);
    const first = (await get('/v1/programs/plixo/rejected', { limit: 1 })).body;
    const second = (await get('/v1/programs/plixo/rejected', { limit: 1, cursor: first.next })).body;
    expect(second.items).toEqual(byCode.body.items);
    expect(second.next).toBeNull();
  });

  it('are listed apart where they belong to no program', async () => {
    const { body } = await get('/v1/rejected');
    expect(body).toMatchObject({ program: '', asOf: null });
    expect(body.items).toEqual([expect.objectContaining({ code: 'unknown_program', detail: "program: 'nowhere'" })]);
  });

  it('are asked for by codes that there are', async () => {
    const { status, body } = await get('/v1/programs/plixo/rejected', { code: 'bad' });
    expect(status).toBe(400);
    expect(body.errors[0].field).toBe('code');
  });

  it('can be seen in a process that only reads, which takes no events', async () => {
    const { status, body } = await request(service.url)
      .post('/v1/events')
      .set({ Authorization: service.admin, 'Content-Type': 'application/json' })
      .send('{}');
    expect(status).toBe(503);
    expect(body.detail).toContain('only reads');
  });
});
