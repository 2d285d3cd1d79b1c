import request from 'supertest';
import { addPerson } from '@ledger/desk/people/add-person';
import { addMember } from '@ledger/desk/people/memberships';
import { activated, acknowledges, applied, approved, brings, clock, paid, paysBy } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { ReferralIntakeModule } from '../referral-intake.module';
import { exampleTerms, exampleTermsYaml } from './example-terms';

const PATH = '/v1/programs/plixo/terms';
const higher = exampleTermsYaml().replace('rate: 10%', 'rate: 12%').replace('2027-01-01', '2026-07-01');

describe('a change of terms through the API', () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([ReferralIntakeModule]);
    const told = given(
      'plixo',
      [applied('p', '2026-01-01'), approved('p', '2026-01-01'), paysBy('p', '2026-01-02', 'stripe')],
      [applied('q', '2026-01-01', { email: 'q@example.com' }), approved('q', '2026-01-01')],
      [...brings('p', 'a', '2026-02-01'), activated('a', '2026-02-02'), paid('i1', 'a', '2026-03-01', 100_000)],
      clock('2026-04-01'),
    );
    await service.feed(told.events());
    const { manager } = service.api;
    const person = await addPerson(manager, { email: 'ada@example.com', name: 'Ada', locale: 'de', by: 'test' });
    await addMember(manager, { person: person.id, program: 'plixo', partner: 'p', role: 'owner' }, 'test');
  });

  afterAll(() => service.stop());

  const post = (path: string, body: object | string, type = 'application/json') =>
    request(service.url).post(path).set('Authorization', service.admin).set('Content-Type', type).send(body);
  const get = (path: string) => request(service.url).get(path).set('Authorization', service.admin);

  async function whenDone(id: string) {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const { body } = await get(`${PATH}/previews/${id}`);
      if (body.state !== 'waiting' && body.state !== 'running') return body;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the preview ${id} does not end`);
  }

  it('is previewed first, in words and in money, by a job that does not keep its caller', async () => {
    const asked = await post(`${PATH}/previews?acknowledge=true`, higher, 'application/yaml');
    expect([asked.status, asked.headers['location']]).toEqual([202, `${PATH}/previews/${asked.body.id}`]);
    const done = await whenDone(asked.body.id);
    expect(done).toMatchObject({
      state: 'done',
      version: 2,
      effectiveFrom: '2026-07-01',
      acknowledge: true,
      done: done.total,
      words: [
        'plixo version 2 (for all, from 2026-07-01 on) against plixo version 1 (for all, from 2020-01-01 on):',
        ...['Subscription', 'Usage', 'Platform fee', 'Overage'].map(
          (kind) => `Earnings, rates, ${kind.toLowerCase().replace(' ', '_')}, rate: 10% becomes 12%.`,
        ),
        'Earnings, bonus, rate: 15% becomes 17%.',
        'It is about 2 of 2 approved partners.',
        'In the twelve months from 2025-04-01 to 2026-04-01 it would have changed the commission of 1 partner: 100.00 USD would have been 120.00 USD (+20.00 USD).',
        'p: 100.00 USD would have been 120.00 USD (+20.00 USD).',
        'Publishing it posts nothing at once.',
      ],
      effect: {
        totals: [{ currency: 'USD', beforeMinor: '10000', afterMinor: '12000', changeMinor: '2000', atOnceMinor: '0' }],
        partners: [{ partner: 'p', changeMinor: '2000' }],
      },
    });
    expect(done.total).toBeGreaterThan(10);
    expect((await get(`${PATH}/previews`)).body.items).toMatchObject([{ id: done.id }]);
  }, 60_000);

  it('is not published without the hash of a preview, nor with that of other terms or options', async () => {
    const [{ hash }] = (await get(`${PATH}/previews`)).body.items;
    const missing = await post(PATH, { terms: higher });
    expect([missing.status, missing.body.errors]).toEqual([400, [expect.objectContaining({ field: 'hash' })]]);
    expect((await post(PATH, { terms: higher, hash })).status).toBe(409);
    expect((await post(PATH, { terms: exampleTerms(), hash, acknowledge: true })).status).toBe(409);
    // Its own hash, and nobody has seen what it stands for.
    const asked = await post(`${PATH}/previews`, { terms: exampleTerms() });
    await request(service.url).delete(`${PATH}/previews/${asked.body.id}`).set('Authorization', service.admin);
    const cancelled = await whenDone(asked.body.id);
    if (cancelled.state === 'cancelled')
      expect((await post(PATH, { terms: exampleTerms(), hash: cancelled.hash })).status).toBe(409);
  }, 60_000);

  it('is refused for terms that are none, of another program, or not the next version', async () => {
    const faulty = await post(`${PATH}/previews`, higher.replace('12%', 'twelve'), 'application/yaml');
    expect([faulty.status, faulty.body.errors[0].field]).toEqual([400, 'terms.earnings.rates[0].rate']);
    expect((await post('/v1/programs/odoopbx/terms/previews', { terms: higher })).status).toBe(400);
    const third = await post(`${PATH}/previews`, { terms: higher.replace('version: 2', 'version: 3') });
    expect([third.status, third.body.detail]).toEqual([422, expect.stringContaining('set version: 2')]);
    const nobodys = higher.replace('program: plixo', 'program: nobody');
    expect((await post('/v1/programs/nobody/terms/previews', { terms: nobodys })).status).toBe(404);
    const refused = await request(service.url).post(`${PATH}/previews`).set('Authorization', service.finance).send({});
    expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('manage-terms')]);
  });

  it('is published with the hash, once, and told to the partners that it concerns', async () => {
    const items: { hash: string; acknowledge: boolean }[] = (await get(`${PATH}/previews`)).body.items;
    const hash = items.find(({ acknowledge }) => acknowledge)?.hash;
    const body = { terms: higher, hash, acknowledge: true };
    const published = await post(PATH, body);
    expect([published.status, published.body]).toMatchObject([201, { version: 2, verdict: 'accepted' }]);
    expect((await post(PATH, body)).body).toMatchObject({ version: 2, verdict: 'ignored' });
    expect((await post(`${PATH}/previews`, { terms: higher })).status).toBe(409);
    await service.feed([]);
    // The answer of the first time is announced once the read models show it.
    await post('/v1/programs/plixo/terms/previews', higher.replace('version: 2', 'version: 3'), 'application/yaml');
    const mails = await mailsOf('terms-announced');
    // Its own person; and of a partner that has none, the address that it applied with.
    expect(mails).toEqual([
      expect.objectContaining({ partner: 'p', locale: 'de', about: 'terms-2', address: 'ada@example.com' }),
      expect.objectContaining({ partner: 'q', locale: 'en', about: 'terms-2', address: 'q@example.com' }),
    ]);
    expect(JSON.parse(mails[0]?.values ?? '')).toMatchObject({
      version: '2',
      effectiveFrom: '2026-07-01',
      acknowledge: true,
      changes: expect.arrayContaining(['Abonnement: 12 %, für 12 Monate.']),
    });
  }, 60_000);

  it('says who has acknowledged it and who is missing, and reminds these', async () => {
    const acknowledged = given('plixo', acknowledges('q', '2026-04-02', 'terms-2')).events();
    await service.feed(acknowledged.map((event) => ({ ...event, id: 'acknowledged' })));
    const path = `${PATH}/versions/2/acknowledgements`;
    expect((await get(path)).body.items).toEqual([
      { partner: 'p', approvedAt: '2026-01-01T00:00:00.000Z', acknowledgedAt: null },
      { partner: 'q', approvedAt: '2026-01-01T00:00:00.000Z', acknowledgedAt: '2026-04-02T00:00:00.000Z' },
    ]);
    expect((await get(`${path}?missing=true`)).body.items).toHaveLength(1);
    expect((await get(path).set('Accept', 'text/csv')).text).toContain('plixo,p,2026-01-01T00:00:00.000Z,');
    for (let twice = 0; twice < 2; twice += 1)
      expect((await post(`${PATH}/versions/2/reminders`, {})).body).toEqual({ partners: 1, people: 1 });
    expect(await mailsOf('acknowledgement-reminder')).toHaveLength(1);
    expect((await get(`${PATH}/versions/9/acknowledgements`)).status).toBe(404);
  });

  async function mailsOf(template: string) {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const mails: { values: string }[] = await service.api.query(
        'SELECT * FROM desk.mails WHERE template = $1 ORDER BY partner',
        [template],
      );
      if (mails.length > 0) return mails;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return [];
  }
});
