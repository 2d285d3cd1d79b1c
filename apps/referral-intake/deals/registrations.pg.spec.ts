import request from 'supertest';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { approved, event, owner, solution, staff, type Asks } from '../../../test/deals/deals-desk';
import { ReferralIntakeModule } from '../referral-intake.module';

const PROGRAM = 'three-tier';
const DEALS = '/api/partner/deals';
const PDF = Buffer.from('%PDF-1.4\nminutes\n%%EOF\n');

let service: StartedService;
let [p, q, plaid, sales, viewer]: Asks[] = [];

beforeAll(async () => {
  service = await startService([ReferralIntakeModule]);
  await service.feed([
    ...approved(PROGRAM, 'p'),
    ...solution('q'),
    ...approved('plaidcloud', 'p'),
    event(PROGRAM, '2026-02-10T12:00', 'customer.signed_up', { customer: 'known', email: 'ada@known.example' }),
  ]);
  p = await owner(service, PROGRAM, 'p');
  q = await owner(service, PROGRAM, 'q');
  plaid = await owner(service, 'plaidcloud', 'p');
  sales = await staff(service, 'sales');
  viewer = await staff(service, 'viewer');
});
afterAll(() => service.stop());

const visible = () => service.feed([]);
const tick = (program: string, time: string) => service.feed([event(program, time, 'clock.advanced', {})]);
const deal = (more: object = {}) => ({
  customer: 'acme',
  firstContactAt: '2026-02-01T12:00:00Z',
  relationship: 'prospective',
  ...more,
});

describe('a partner registers a deal', () => {
  let id: string;

  it('and is shown its deadlines; the same of its own again is registered once', async () => {
    const { status, body } = await p!('post', DEALS, deal({ externalId: 'crm-1', company: 'Acme Inc.' }));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      registeredAt: '2026-02-10T12:00:00.000Z',
      registerBy: '2026-02-15T12:00:00.000Z',
      expiresAt: '2026-06-10T12:00:00.000Z',
      reregistrationsLeft: 1,
    });
    id = body.deal;
    await visible();
    const again = await p!('post', DEALS, deal({ externalId: 'crm-1', company: 'Acme Inc.' }));
    expect([again.status, again.body.deal]).toEqual([201, id]);
    await visible();
    expect((await p!('get', DEALS)).body.items).toMatchObject([
      { deal: id, partner: 'p', customer: 'acme', company: 'Acme Inc.', state: 'valid', reregistrationsLeft: 1 },
    ]);
  });

  it('or is told by the gate’s code why not, and nothing is kept', async () => {
    const late = await p!('post', DEALS, deal({ firstContactAt: '2026-01-01T00:00:00Z' }));
    expect(late).toMatchObject({ status: 422, body: { code: 'registered_too_late' } });
    const bad = await p!('post', DEALS, { relationship: 'friend' });
    expect(bad.status).toBe(400);
    expect(bad.body.errors.map(({ field }: { field: string }) => field)).toContain('firstContactAt');
  });

  it('again once it has expired, and once only', async () => {
    const early = await p!('post', `${DEALS}/${id}/reregister`);
    expect(early).toMatchObject({ status: 422, body: { code: 'registration_still_valid' } });
    await tick(PROGRAM, '2026-06-20T00:00');
    expect((await p!('get', `${DEALS}/${id}`)).body.state).toBe('expired');
    const again = await p!('post', `${DEALS}/${id}/reregister`);
    expect(again).toMatchObject({
      status: 200,
      body: { expiresAt: '2026-10-18T00:00:00.000Z', reregistrationsLeft: 0 },
    });
    await visible();
    expect((await p!('get', `${DEALS}/${id}`)).body).toMatchObject({ state: 'reregistered', reregistrationsLeft: 0 });
    await tick(PROGRAM, '2026-10-19T00:00');
    const third = await p!('post', `${DEALS}/${id}/reregister`);
    expect(third).toMatchObject({ status: 422, body: { code: 'reregistration_exhausted' } });
  });

  it('which another partner does not find', async () => {
    for (const path of [`${DEALS}/${id}`, `${DEALS}/${id}/files/${'0'.repeat(64)}`]) {
      expect((await q!('get', path)).status).toBe(404);
    }
    expect((await q!('post', `${DEALS}/${id}/reregister`)).status).toBe(404);
    expect((await q!('get', DEALS)).body.items).toEqual([]);
  });
});

describe('evidence of a registration', () => {
  it('is asked for where the terms do; what was refused for want of it can be handed in again', async () => {
    const bare = await plaid!('post', DEALS, deal({ externalId: 'x' }));
    expect(bare).toMatchObject({ status: 422, body: { code: 'evidence_required' } });
    const mended = await plaid!('post', DEALS, deal({ externalId: 'x', evidence: 'We run their finance stack.' }));
    expect(mended).toMatchObject({ status: 201, body: { expiresAt: null, registerBy: null } });
  });

  it('may be files: kept by hash, named in the fact, and served to their own partner and staff', async () => {
    const { status, body } = await request(service.url)
      .post(DEALS)
      .set('Authorization', plaid!.token)
      .field('company', 'Larkspur Foods GmbH')
      .field('firstContactAt', '2025-12-01T00:00:00Z')
      .field('relationship', 'current')
      .attach('files', PDF, { filename: 'minutes.pdf', contentType: 'text/plain' });
    expect([status, body.expiresAt]).toEqual([201, null]);
    await visible();
    const { files, evidence } = (await plaid!('get', `${DEALS}/${body.deal}`)).body;
    expect(files).toMatchObject([{ name: 'minutes.pdf', type: 'application/pdf', size: PDF.length }]);
    const { hash } = files[0];
    expect(evidence).toBe(`minutes.pdf (SHA-256 ${hash})`);
    const path = `/v1/programs/plaidcloud/deals/${body.deal}`;
    const file = await request(service.url).get(`${path}/files/${hash}`).set('Authorization', service.admin);
    expect([file.status, file.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(file.headers['content-disposition']).toMatch(/^attachment/);
    expect((await viewer!('get', `${path}/files/${hash}`)).status).toBe(403);
    expect((await viewer!('get', path)).body).toMatchObject({ evidence: null, company: null, files: [] });
    expect((await sales!('get', path)).body).toMatchObject({ company: 'Larkspur Foods GmbH', files: [{ hash }] });
  });

  it('is no file by its name: what is none is refused, and nothing is registered', async () => {
    const { status, body } = await request(service.url)
      .post(DEALS)
      .set('Authorization', plaid!.token)
      .field('company', 'Other')
      .field('firstContactAt', '2025-12-01T00:00:00Z')
      .field('relationship', 'current')
      .attach('files', Buffer.from('MZ'), { filename: 'minutes.pdf', contentType: 'application/pdf' });
    expect([status, body.errors?.[0].field]).toEqual([400, 'files']);
    await visible();
    expect((await plaid!('get', DEALS)).body.items).toHaveLength(2);
  });
});

describe('sales checks an account', () => {
  const check = async (body: object, program = PROGRAM) =>
    (await sales!('post', `/v1/programs/${program}/accounts/check`, body)).body;

  it('by customer, e-mail or domain: who has it, by what, and until when', async () => {
    expect(await check({ domain: 'larkspur-foods.example' }, 'plaidcloud')).toMatchObject({
      free: false,
      items: [{ partner: 'p', by: 'registration', match: 'company', until: null }],
    });
    expect(await check({ customer: 'nobody' })).toMatchObject({ free: true, items: [] });
  });

  it('and others do not; nor in two ways at once', async () => {
    const path = `/v1/programs/${PROGRAM}/accounts/check`;
    const refused = await viewer!('post', path, { customer: 'acme' });
    expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('check-accounts')]);
    expect((await sales!('post', path, { customer: 'a', domain: 'b' })).status).toBe(400);
  });
});

describe('sales and the CRM record', () => {
  const contacts = `/v1/programs/${PROGRAM}/accounts/contacts`;
  const touchpoints = `/v1/programs/${PROGRAM}/accounts/touchpoints`;

  it('contacts and touchpoints, once for each key', async () => {
    const contact = { customer: 'acme', engagement: 'active', at: '2026-02-09T00:00:00Z', key: 'crm-1' };
    const first = await sales!('post', contacts, contact);
    expect(first).toMatchObject({ status: 200, body: { verdict: 'accepted' } });
    expect((await sales!('post', contacts, contact)).body).toEqual(first.body);
    const demo = { partner: 'q', customer: 'acme', kind: 'demo' };
    expect((await sales!('post', touchpoints, demo)).body.verdict).toBe('accepted');
  });

  it('with a token that may send what they say', async () => {
    const crm = await service.ingest('checkout');
    const as = (path: string, body: object) => request(service.url).post(path).set('Authorization', crm).send(body);
    expect((await as(contacts, { customer: 'b', engagement: 'dormant' })).status).toBe(200);
    const refused = await as(touchpoints, { partner: 'q', customer: 'b', kind: 'demo' });
    expect([refused.status, refused.body.type]).toEqual([403, 'urn:partner-ledger:problem:topic-not-allowed']);
  });
});
