import request from 'supertest';
import { makeDeskToken } from '@ledger/desk/people/desk-token';
import { PartnerToken } from '@ledger/desk/people/partner-token.entity';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { approved, event, owner, staff, type Asks } from '../../../../test/deals/deals-desk';
import { ReferralIntakeModule } from '../../referral-intake.module';

const LEADS = '/api/partner/referrals';
const STAFF = '/v1/programs/plixo/leads';
const PDF = Buffer.from('%PDF-1.4\nnotes\n%%EOF\n');
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

let service: StartedService;
let machine: string;
let [p, q, odoo, sales, viewer]: Asks[] = [];

beforeAll(async () => {
  service = await startService([ReferralIntakeModule]);
  await service.feed([
    ...approved('plixo', 'p'),
    ...approved('plixo', 'q', '2026-01-02T00:00'),
    ...approved('odoopbx', 'o'),
    event('plixo', '2026-02-01T12:00', 'customer.signed_up', { customer: 'early', email: 'eve@early.example' }),
  ]);
  p = await owner(service, 'plixo', 'p');
  q = await owner(service, 'plixo', 'q');
  odoo = await owner(service, 'odoopbx', 'o');
  sales = await staff(service, 'sales');
  viewer = await staff(service, 'viewer');
  machine = await partnerToken('plixo', 'p');
});
afterAll(() => service.stop());

async function partnerToken(program: string, partner: string): Promise<string> {
  const { id, text, hash } = makeDeskToken('plk');
  const [scopes, name, by] = [['leads:write' as const], 'crm', 'test'];
  const row = { id, hash, program, partner, scopes, name, createdAt: new Date(), createdBy: by };
  await service.api.manager.insert(PartnerToken, row);
  return text;
}

const visible = () => service.feed([]);
const lead = (name: string, more: object = {}) => ({
  ...{ email: `ada@${name}.example`, company: `${name} Inc.`, primaryContact: 'Ada' },
  ...more,
});
const submit = async (who: Asks, body: object) => {
  const answer = await who('post', `${LEADS}/manual`, body);
  await visible();
  return answer;
};
const csv = (text: string, token = machine) =>
  request(service.url).post(`${LEADS}/csv`).set('x-partner-token', token).set('content-type', 'text/csv').send(text);
const stateOf = async (who: Asks, referral: string) => (await who('get', `${LEADS}/${referral}`)).body;
const signUp = (customer: string, email: string, time = '2026-02-10T12:00') =>
  service.feed([event('plixo', time, 'customer.signed_up', { customer, email })]);
const close = (customer: string, time: string) => service.feed([event('plixo', time, 'contract.signed', { customer })]);

describe('a partner hands in a lead', () => {
  it('with what is required, or is told each field that is not there', async () => {
    const { status, body } = await submit(p!, lead('acme', { note: 'from the fair', externalId: 'crm-1' }));
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'received', knownSince: null, externalId: 'crm-1' });
    const refused = await p!('post', `${LEADS}/manual`, { email: 'no address' });
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      'company',
      'email',
      'primaryContact',
    ]);
    expect(await stateOf(p!, body.referral)).toMatchObject({
      ...lead('acme', { note: 'from the fair', externalId: 'crm-1' }),
      ...{ partner: 'p', state: 'received', reason: null, customers: [], files: [] },
    });
  });

  it('and, sent again, it is the first; another under its id is refused', async () => {
    const first = await submit(p!, lead('twice', { externalId: 'crm-2' }));
    const second = await submit(p!, lead('twice', { externalId: 'crm-2' }));
    expect([second.status, second.body]).toEqual([201, first.body]);
    const other = await submit(p!, lead('twice', { externalId: 'crm-2', note: 'other' }));
    expect(other).toMatchObject({ status: 409, body: { errors: [{ field: 'externalId' }] } });
    const many = await Promise.all(
      [1, 2, 3].map(() => p!('post', `${LEADS}/manual`, lead('race', { externalId: 'r' }))),
    );
    expect(new Set(many.map(({ body }) => body.referral)).size).toBe(1);
  });

  it('with up to three files, which it and staff get as attachments, and nobody else', async () => {
    const form = () =>
      request(service.url)
        .post(`${LEADS}/manual`)
        .set('x-partner-token', machine)
        .field(lead('filed') as Record<string, string>);
    const { status, body } = await form().attach('files', PDF, 'notes.pdf').attach('files', PNG, 'shot.png');
    expect(status).toBe(201);
    await visible();
    const { files } = await stateOf(p!, body.referral);
    expect(files).toMatchObject([
      { name: 'notes.pdf', type: 'application/pdf' },
      { name: 'shot.png', type: 'image/png' },
    ]);
    const path = `${body.referral}/files/${files[0].hash}`;
    for (const [from, who] of [
      [`${LEADS}/${path}`, p!],
      [`${STAFF}/${path}`, sales!],
    ] as const) {
      const file = await request(service.url).get(from).set('Authorization', who.token);
      expect(file.status).toBe(200);
      expect(file.headers['content-disposition']).toContain('attachment; filename="notes.pdf"');
      expect([file.headers['content-type'], file.headers['x-content-type-options']]).toEqual([
        'application/pdf',
        'nosniff',
      ]);
    }
    expect((await q!('get', `${LEADS}/${path}`)).status).toBe(404);
    expect((await viewer!('get', `${STAFF}/${path}`)).status).toBe(403);
    const text = await form().attach('files', Buffer.from('MZ'), 'notes.pdf');
    expect(text).toMatchObject({ status: 400, body: { errors: [{ field: 'files' }] } });
    const four = [1, 2, 3, 4].reduce((f, n) => f.attach('files', PDF, `${n}.pdf`), form());
    expect((await four).status).toBe(413);
  });

  it('and is told since when the same is known, never by whom', async () => {
    const sameCompany = await submit(q!, { ...lead('acme'), email: 'bob+x@ACME.example' });
    const sameEmail = await submit(q!, { ...lead('other'), email: 'eve@early.example' });
    expect(sameCompany.body.knownSince).toBe('2026-02-01');
    expect(sameEmail.body.knownSince).toBe('2026-02-01');
    expect(JSON.stringify([sameCompany.body, await stateOf(q!, sameCompany.body.referral)])).not.toContain('"p"');
    await submit(p!, { ...lead('mail'), email: 'one@gmail.com' });
    expect((await submit(q!, { ...lead('mail'), email: 'two@gmail.com' })).body.knownSince).toBeNull();
    expect((await submit(q!, { ...lead('mail'), email: 'ONE@gmail.com' })).body.knownSince).toBe('2026-02-01');
  });

  it('where the program takes leads', async () => {
    expect(await submit(odoo!, lead('none'))).toMatchObject({ status: 422, body: { code: 'not_in_program' } });
    const kept = await service.api.query(`SELECT count(*)::int AS n FROM desk.leads WHERE program = 'odoopbx'`);
    expect(kept).toEqual([{ n: 0 }]);
  });

  it('which another partner does not find', async () => {
    const { body } = await submit(p!, lead('hidden'));
    expect((await q!('get', `${LEADS}/${body.referral}`)).status).toBe(404);
    const { items } = (await q!('get', LEADS)).body;
    expect(items.every(({ partner }: { partner: string }) => partner === 'q')).toBe(true);
  });
});

describe('a partner hands in a file of leads', () => {
  const FILE = [
    'email,company,primary_contact,note,external_id',
    'a@one.example,One,Ann,,x-1',
    'nobody,Two,,,',
    'c@three.example,Three,Cem,,',
    'c@three.example,Three,Cem,,',
    'd@four.example,Four,Dee,,x-1',
  ].join('\n');

  it('whose good rows go through, and whose others are named with line and column', async () => {
    const { status, body } = await csv(FILE);
    expect(status).toBe(200);
    expect(body).toMatchObject({ submitted: 2, known: 1, refused: 2 });
    expect(body.rows.map(({ row, result }: { row: number; result: string }) => `${row} ${result}`)).toEqual([
      '2 submitted',
      '3 refused',
      '4 submitted',
      '5 known',
      '6 refused',
    ]);
    expect(body.rows[1].errors).toEqual([
      { column: 'email', detail: 'must be an e-mail address' },
      { column: 'primary_contact', detail: expect.any(String) },
    ]);
    expect(body.rows[4].errors).toMatchObject([{ column: 'external_id' }]);
  });

  it('and which does nothing again', async () => {
    await visible();
    const before = service.runtime.entries.length;
    const { body } = await csv(FILE);
    expect(body).toMatchObject({ submitted: 0, known: 3, refused: 2 });
    expect(service.runtime.entries).toHaveLength(before);
  });

  it('or is refused as a whole where it is none', async () => {
    expect((await csv('name\nAnn\n')).body.errors).toMatchObject([{ field: 'file' }]);
    expect((await csv('a,'.repeat(600_000))).status).toBe(413);
    expect((await csv(FILE, await partnerToken('odoopbx', 'o'))).body).toMatchObject({ code: 'not_in_program' });
  });
});

describe('what becomes of a lead', () => {
  it('is matched by its e-mail at once, won by its partner, and lost by who came later, with a sentence why', async () => {
    const first = (await submit(p!, lead('deal'))).body.referral;
    await service.feed([event('plixo', '2026-02-05T00:00', 'clock.advanced', {})]);
    const later = (await submit(q!, lead('deal'))).body.referral;
    await signUp('deal-1', 'ADA+x@deal.example');
    expect([(await stateOf(p!, first)).state, (await stateOf(q!, later)).state]).toEqual(['matched', 'matched']);
    await close('deal-1', '2026-02-11T12:00');
    expect(await stateOf(p!, first)).toMatchObject({ state: 'won', reason: null, customers: ['deal-1'] });
    const lost = await stateOf(q!, later);
    expect(lost).toMatchObject({ state: 'lost', reason: 'later', because: 'The customer had been introduced before.' });
    expect(JSON.stringify(lost)).not.toContain('"p"');
    expect((await q!('get', `${LEADS}?state=lost`)).body.items).toMatchObject([{ referral: later }]);
  });

  it('is proposed to staff by its company, who confirm it', async () => {
    const { referral } = (await submit(p!, lead('larkspur'))).body;
    await signUp('lark-1', 'boss@larkspur.example', '2026-02-12T12:00');
    await signUp('lark-2', 'cfo@larkspur.example', '2026-02-12T13:00');
    const of = async (who: Asks) =>
      (await who('get', `${STAFF}/proposals?limit=1000`)).body.items.filter(
        (item: { referral: string }) => item.referral === referral,
      );
    expect(await of(sales!)).toMatchObject([
      { customer: 'lark-1', partner: 'p', domain: 'larkspur.example' },
      { customer: 'lark-2', partner: 'p', domain: 'larkspur.example' },
    ]);
    expect(await of(viewer!)).toMatchObject([{ domain: null }, { domain: null }]);
    const match = { referral, customer: 'lark-2' };
    expect((await viewer!('post', `${STAFF}/proposals/confirm`, match)).body.detail).toContain('match-leads');
    expect((await sales!('post', `${STAFF}/proposals/dismiss`, { ...match, customer: 'lark-1' })).status).toBe(200);
    expect(await of(sales!)).toMatchObject([{ customer: 'lark-2' }]);
    const confirmed = await sales!('post', `${STAFF}/proposals/confirm`, match);
    expect([confirmed.status, confirmed.body.state]).toEqual([200, 'matched']);
    await visible();
    expect(await of(sales!)).toEqual([]);
    expect(await stateOf(p!, referral)).toMatchObject({ state: 'matched', customers: ['lark-2'] });
    expect((await sales!('post', `${STAFF}/proposals/confirm`, { ...match, referral: 'none' })).status).toBe(404);
  });

  it('is shown to staff, of all partners; what is personal to those who may see it', async () => {
    const { items } = (await viewer!('get', `${STAFF}?partner=p&state=won`)).body;
    expect(items).toMatchObject([{ partner: 'p', state: 'won', customers: ['deal-1'] }]);
    const [{ referral }] = items;
    expect((await viewer!('get', `${STAFF}/${referral}`)).body).toMatchObject({ email: null, primaryContact: null });
    expect((await sales!('get', `${STAFF}/${referral}`)).body).toMatchObject({ email: 'ada@deal.example' });
    const file = await request(service.url).get(`${STAFF}.csv?state=lost`).set('Authorization', service.admin);
    expect(file.text).toMatch(
      /^program,referral,partner,submittedAt,state,reason,customers\r?\nplixo,lead-[^,]*,q,[^,]*,lost,later,deal-1/,
    );
    expect(file.text).not.toContain('@');
  });
});

it('puts no e-mail, contact or company into the log, the read models or the lines of the service', async () => {
  const personal = /deal\.example|Ada\b|Inc\./;
  expect(service.logLines.join('\n')).not.toMatch(personal);
  for (const table of ['leads', 'sign_ups', 'lead_claims']) {
    const rows = await service.readModels.query(`SELECT row_to_json(t)::text AS row FROM ${LIVE_SCHEMA}.${table} t`);
    expect(JSON.stringify(rows)).not.toMatch(personal);
  }
});
