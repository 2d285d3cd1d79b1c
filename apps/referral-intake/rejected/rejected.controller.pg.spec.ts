import request from 'supertest';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { FORMULA, testEvent, twoPrograms } from '@ledger/service-kit/testing/two-programs';
import { ReferralIntakeModule } from '../referral-intake.module';

describe('rejected events', () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([ReferralIntakeModule], { withoutRuntime: true });
    await service.feed(twoPrograms());
  });

  afterAll(() => service.stop());

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

  describe('as a worklist', () => {
    const suspended = (partner: string, time: string, id: string) =>
      testEvent('reseller', time, 'partner.suspended', { partner }, id);
    const joins = (time: string) =>
      testEvent('reseller', time, 'partner.applied', { partner: 'late', type: 'reseller' });
    const rejected = async (query: object = {}) => (await get('/v1/programs/reseller/rejected', query)).body.items;

    beforeAll(async () => {
      await service.feed([
        suspended('late', '2026-02-01', 'too early'),
        suspended(FORMULA, '2026-02-02', 'wrong'),
        suspended('late', '2026-02-03', 'too early'),
        { id: 'broken', data: [1], surname: 'Doe' },
        testEvent('resseler', '2026-02-04', 'partner.suspended', { partner: 'p' }, 'misspelt'),
      ]);
      await service.feed([suspended(FORMULA, '2026-02-02', 'wrong'), joins('2026-02-05')]);
      await service.feed([suspended('late', '2026-02-06', 'too early'), suspended('p', '2026-02-07', 'misspelt')]);
    });

    it('have the last of several that are the same, with when it came, what came, and how often', async () => {
      expect(await rejected()).toEqual([
        {
          seq: expect.any(Number),
          arrivedAt: '2026-01-15T12:00:00.000Z',
          source: 'test',
          id: 'wrong',
          type: 'partner.suspended',
          code: 'unknown_partner',
          detail: expect.any(String),
          times: 2,
          acceptedLater: null,
          body: expect.objectContaining({ id: 'wrong', data: { partner: FORMULA } }),
        },
      ]);
    });

    it('leave out what was accepted later under the same id, unless all are asked for', async () => {
      const all = await rejected({ all: 'true' });
      expect(all.map((item: Record<string, unknown>) => [item['id'], item['times'], item['acceptedLater']])).toEqual([
        ['too early', 1, { program: 'reseller', seq: expect.any(Number) }],
        ['wrong', 1, null],
        ['too early', 1, { program: 'reseller', seq: expect.any(Number) }],
        ['wrong', 2, null],
      ]);
      const elsewhere = (await get('/v1/rejected', { all: 'true', source: 'test' })).body.items;
      expect(elsewhere.at(-1)).toMatchObject({ id: 'misspelt', acceptedLater: { program: 'reseller' } });
      expect((await get('/v1/rejected')).body.items).not.toContainEqual(expect.objectContaining({ id: 'misspelt' }));
    });

    it('can be asked for by source, and since when', async () => {
      expect(await rejected({ source: 'nobody' })).toEqual([]);
      expect(await rejected({ since: '2026-01-15T12:00:00Z' })).toHaveLength(1);
      expect(await rejected({ since: '2026-01-15T12:00:00.001Z' })).toEqual([]);
      const { status, body } = await get('/v1/programs/reseller/rejected', { since: 'yesterday' });
      expect(status).toBe(400);
      expect(body.errors).toEqual([
        { field: 'since', detail: 'since must be a time, YYYY-MM-DDTHH:MM:SSZ, or a day, YYYY-MM-DD' },
      ]);
    });

    it('show what could not be read, without its personal values', async () => {
      const { body } = await get('/v1/rejected', { code: 'schema_invalid' });
      expect(body.items).toEqual([
        expect.objectContaining({ body: { id: 'broken', data: [0], unknown: expect.stringMatching(/^unknown-/) } }),
      ]);
      expect(JSON.stringify(body)).not.toContain('Doe');
    });

    it('are CSV that no spreadsheet runs', async () => {
      const { text, headers } = await get('/v1/programs/reseller/rejected.csv');
      expect(headers['content-disposition']).toBe('attachment; filename="reseller-rejected.csv"');
      const [heading, ...rows] = text.trimEnd().split('\r\n');
      expect(heading).toBe('program,seq,arrivedAt,source,id,type,code,detail,times,acceptedIn,acceptedSeq,body');
      expect(rows).toHaveLength(1);
      expect(rows[0]).toContain(',2026-01-15T12:00:00.000Z,test,wrong,partner.suspended,unknown_partner,');
      expect((await get('/v1/rejected.csv')).text).toContain('unknown_program');
    });

    it('are so in the view of ops', async () => {
      const open = await service.readModels.query(
        `SELECT id, times::int FROM ops.rejected WHERE program = 'reseller' AND open`,
      );
      expect(open).toEqual([{ id: 'wrong', times: 2 }]);
    });
  });

  it('are told of codes that nobody owns, with their age, until somebody does', async () => {
    const signUp = (customer: string, time: string, code: string) =>
      testEvent('plixo', time, 'customer.signed_up', { customer, referralCode: code }, `sign-up of ${customer}`);
    await service.feed([
      signUp('x', '2026-03-01', 'SUMMER'),
      signUp('y', '2026-03-02', FORMULA),
      signUp('z', '2026-03-03', 'soon'),
      testEvent('plixo', '2026-03-10', 'link.created', { partner: 'p', code: 'soon' }),
    ]);
    const { body } = await get('/v1/programs/plixo/unowned-codes');
    expect(body.items).toEqual([
      {
        code: 'SUMMER',
        clickId: null,
        customer: 'x',
        at: '2026-03-01T12:00:00.000Z',
        ageDays: 9,
        source: 'test',
        id: 'sign-up of x',
      },
      expect.objectContaining({ code: FORMULA, customer: 'y', ageDays: 8 }),
    ]);
    expect((await get('/v1/programs/plixo/unowned-codes', { code: 'SUMMER' })).body.items).toHaveLength(1);
    const { text } = await get('/v1/programs/plixo/unowned-codes.csv');
    const [heading, summer, formula] = text.trimEnd().split('\r\n');
    expect(heading).toBe('program,code,clickId,customer,at,ageDays,source,id');
    expect(summer).toBe('plixo,SUMMER,,x,2026-03-01T12:00:00.000Z,9,test,sign-up of x');
    expect(formula).toMatch(/^plixo,"'=HYPERLINK/);
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
