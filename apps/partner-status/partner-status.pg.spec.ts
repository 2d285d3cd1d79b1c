import request from 'supertest';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { twoPrograms } from '@ledger/service-kit/testing/two-programs';
import { PartnerStatusModule } from './partner-status.module';

describe('programs and partners', () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([PartnerStatusModule], { withoutRuntime: true });
    await service.feed(twoPrograms());
  });

  afterAll(() => service.stop());

  it('shows a token of one program that program only, page by page too', async () => {
    const token = await service.limited({ kind: 'finance', topics: [], program: 'reseller' });
    const list = (query: object) => request(service.url).get('/v1/programs').query(query).set('Authorization', token);
    expect((await list({})).body.items.map(({ program }: { program: string }) => program)).toEqual(['reseller']);
    expect((await list({ limit: 1 })).body.next).toBeNull();
    const other = await request(service.url).get('/v1/programs/plixo/partners').set('Authorization', token);
    expect(other.status).toBe(404);
  });

  const get = (path: string, query: object = {}) =>
    request(service.url).get(path).query(query).set('Authorization', service.finance);

  it('lists the published programs with their own clocks', async () => {
    const { body } = await get('/v1/programs');
    expect(body.items.map((item: { program: string; asOf: string | null }) => [item.program, item.asOf])).toEqual([
      ['odoopbx', null],
      ['plaidcloud', null],
      ['plixo', '2026-03-01T12:00:00.000Z'],
      ['reseller', '2026-01-15T12:00:00.000Z'],
      ['three-tier', null],
    ]);
    expect(body.items[2]).toMatchObject({ timeZone: 'UTC', termsVersions: [1], arrivals: 20, ignored: 0 });
    expect(body.next).toBeNull();
  });

  it('lists programs page by page', async () => {
    const first = await get('/v1/programs', { limit: 3 });
    const second = await get('/v1/programs', { limit: 3, cursor: first.body.next });
    expect(second.body.items.map((item: { program: string }) => item.program)).toEqual(['reseller', 'three-tier']);
    expect(second.body.next).toBeNull();
  });

  it('lists the partners of a status, an application and a type', async () => {
    const names = async (query: object) =>
      (await get('/v1/programs/plixo/partners', query)).body.items.map(({ partner }: { partner: string }) => partner);
    expect(await names({ status: 'active' })).toEqual(['p', 'q']);
    expect(await names({ status: 'suspended' })).toEqual([]);
    expect(await names({ status: 'active', application: 'approved', type: 'partner', limit: 1 })).toEqual(['p']);
    expect(await names({ type: 'reseller' })).toEqual([]);
    const { status, body } = await get('/v1/programs/plixo/partners', { status: 'gone' });
    expect([status, body.errors[0].field]).toEqual([400, 'status']);
  });

  it('pages through the partners of a status', async () => {
    const first = (await get('/v1/programs/plixo/partners', { status: 'active', limit: 1 })).body;
    const second = (await get('/v1/programs/plixo/partners', { status: 'active', limit: 1, cursor: first.next })).body;
    expect(second.items).toEqual([expect.objectContaining({ partner: 'q' })]);
    expect(second.next).toBeNull();
  });

  it('gives them as CSV', async () => {
    const { text } = await get('/v1/programs/plixo/partners.csv', { status: 'active' });
    expect(text.trimEnd().split('\r\n')).toEqual([
      'program,partner,type,tier,application,status,lockedUntil,promotion,wins,customers',
      'plixo,p,partner,,approved,active,,,2026-Q1: 1,1',
      'plixo,q,partner,,approved,active,,,2026-Q1: 1,1',
    ]);
  });

  it('lists the partners of one program only, page by page', async () => {
    const first = await get('/v1/programs/plixo/partners', { limit: 1 });
    expect(first.body).toMatchObject({ program: 'plixo', asOf: '2026-03-01T12:00:00.000Z' });
    expect(first.body.items).toEqual([
      {
        partner: 'p',
        type: 'partner',
        tier: null,
        application: 'approved',
        status: 'active',
        lockedUntil: null,
        promotion: null,
        wins: { '2026-Q1': 1 },
        customers: 1,
      },
    ]);
    const second = await get('/v1/programs/plixo/partners', { limit: 1, cursor: first.body.next });
    expect(second.body.items).toEqual([expect.objectContaining({ partner: 'q' })]);
    expect(second.body.next).toBeNull();
  });

  it('shows a partner of the program asked for, not its namesake', async () => {
    const { body } = await get('/v1/programs/reseller/partners/p');
    expect(body).toMatchObject({
      program: 'reseller',
      asOf: '2026-01-15T12:00:00.000Z',
      partner: 'p',
      type: 'reseller',
      promotion: '0.5',
    });
  });

  it('has an empty list where nothing happened yet', async () => {
    const { body } = await get('/v1/programs/odoopbx/partners');
    expect(body).toEqual({ program: 'odoopbx', asOf: null, items: [], next: null });
  });

  it.each([
    ['/v1/programs/nowhere/partners', 'There is no program nowhere'],
    ['/v1/programs/reseller/partners/q', 'No partner q has applied to or enrolled in reseller.'],
    ['/v1/programs/plixo/partners/%00', 'No partner'],
    [`/v1/programs/plixo/partners/${encodeURIComponent("x' OR '1'='1")}`, "No partner x' OR '1'='1"],
  ])('answers 404 for %s', async (path, detail) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body.type).toBe('urn:partner-ledger:problem:not-found');
    expect(body.detail).toContain(detail);
  });

  it.each([
    [{ limit: 0 }, 'limit'],
    [{ limit: 1_001 }, 'limit'],
    [{ limit: 'many' }, 'limit'],
    [{ cursor: 'abc' }, 'cursor'],
    [{ cursor: Buffer.from('[1]').toString('base64url') }, 'cursor'],
    [{ cursor: Buffer.from('["p","q"]').toString('base64url') }, 'cursor'],
    [{ page: 2 }, 'page'],
  ])('refuses the query %j, naming the field', async (query, field) => {
    const { status, body } = await get('/v1/programs/plixo/partners', query);
    expect(status).toBe(400);
    expect(body.errors).toEqual(expect.arrayContaining([{ field, detail: expect.stringContaining(field) }]));
  });

  it('refuses what is sent to a process that only reads', async () => {
    const { status } = await request(service.url).post('/v1/events').set('Authorization', service.admin);
    expect(status).toBe(404);
  });
});
