import { testEvent } from '@ledger/service-kit/testing/two-programs';
import { HIDDEN, openPlace, type Place } from './people-of-programs';

jest.setTimeout(60_000);

let place: Place;
let p: string;
let q: string;
let ref: string;

beforeAll(async () => {
  place = await openPlace();
  p = await place.person('plixo', 'p');
  q = await place.person('plixo', 'q');
  ref = await place.person('odoopbx', 'ref');
});
afterAll(() => place.service.stop());

type Item = Record<string, unknown>;
const ask = (method: string, path: string, who: string, body?: object, more: object = {}) =>
  place.ask(method, `/api/partner${path}`, who, body, more);
const get = (path: string, who: string, more: object = {}) => ask('GET', path, who, undefined, more);
const items = async (path: string, who: string) => (await get(path, who)).body['items'] as Item[];

describe('what partners read of their own', () => {
  it('says who asks, for which partner, and how it stands', async () => {
    const { body } = await get('/me', p);
    expect(body).toMatchObject({
      program: 'plixo',
      partner: 'p',
      status: 'active',
      termsVersion: 1,
      wins: { '2026-Q1': 1 },
    });
    expect(body['principal']).toMatchObject({ type: 'person', role: 'owner', scopes: [] });
  });

  it('adds up: what was earned is in hold, payable, in transit or paid', async () => {
    for (const who of [p, q, ref]) {
      const { totals } = (await get('/summary', who)).body as { totals: Record<string, string>[] };
      expect(totals.length).toBeGreaterThan(0);
      for (const { earnedMinor, holdMinor, payableMinor, inTransitMinor, paidMinor } of totals) {
        const parts = [holdMinor, payableMinor, inTransitMinor, paidMinor].map((amount) => BigInt(amount ?? 'none'));
        expect(parts.reduce((sum, part) => sum + part, 0n).toString()).toBe(earnedMinor);
      }
    }
  });

  it('tells customers won and pending, this quarter’s wins and what the next brings, and what happened last', async () => {
    const { logos, quarter, recent } = (await get('/summary', p, { 'accept-language': 'de' })).body as {
      logos: Item;
      quarter: Item;
      recent: Item[];
    };
    expect(logos).toEqual({ won: 1, pending: 0 });
    expect(quarter).toMatchObject({ quarter: '2026-Q1', wins: 1, bonusFrom: 3, missing: 2 });
    expect(quarter['says']).toBe('Mit 2 weiteren Abschlüssen wird alles aus diesem Quartal mit 15 % vergütet.');
    expect(recent[0]).toMatchObject({ reason: 'refund', amountMinor: '-4000', rateOf: 'base' });
  });

  it('lists lines by pages without a gap, and by what is asked for', async () => {
    const all = await items('/lines', p);
    const paged: Item[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body } = await get(`/lines?limit=1${next === '' ? '' : `&cursor=${next}`}`, p);
      paged.push(...(body['items'] as Item[]));
      next = body['next'] as string | null;
    }
    expect(paged).toEqual(all);
    expect(all.length).toBe(4);
    expect(await items('/lines?state=hold', p)).toMatchObject([
      { holds: ['clearing'], clearsAt: '2026-03-13T12:00:00.000Z' },
    ]);
    expect((await get('/lines?partner=q', p)).status).toBe(400);
    expect(await items('/lines?customer=b', p)).toEqual([]);
  });

  it('has the statements of a month as staff have them, and its PDF', async () => {
    const own = await get('/statements/2026-02', p);
    const staff = await place.ask('GET', '/v1/programs/plixo/partners/p/statements/2026-02', place.service.finance);
    expect(own.body).toEqual(staff.body);
    expect((await get('/statements/2026-02.pdf', p)).headers.get('content-type')).toBe('application/pdf');
  });

  it('says in words why money is not paid, and names the next payout', async () => {
    const { balances } = (await get('/balance', q)).body as { balances: { waiting: Item[] }[] };
    expect(balances[0]?.waiting).toMatchObject([
      { reason: 'payout_method_missing', says: 'Say where you want to be paid: set a payout method.' },
      { reason: 'tax_form_missing', says: 'Your tax form is missing: hand it in.' },
    ]);
  });

  it('tells its terms in words', async () => {
    const { holds } = (await get('/terms', p)).body as { holds: { says: string[] } };
    expect(holds.says).toContain('Nothing is paid out without a valid tax form.');
  });

  it('waits for what was recorded, as every read', async () => {
    expect((await get('/summary?after=1', p)).status).toBe(200);
    expect((await get('/summary?after=soon', p)).status).toBe(400);
  });
});

describe('what is another partner’s', () => {
  it('documents of payouts have the number of the program, and are there for their partner only', async () => {
    const [document] = await items('/payouts/po-1/documents', p);
    expect(document).toMatchObject({ number: 'PLIXO-2026-0001', partner: 'p', netMinor: '10449' });
    for (const path of [
      '/payouts/po-1/documents',
      '/payout-documents/PLIXO-2026-0001',
      '/payout-documents/PLIXO-2026-0001.pdf',
    ]) {
      expect([(await get(path, p)).status, (await get(path, q)).status]).toEqual([200, 404]);
    }
  });

  it('is refused to staff, and staff’s to partners: with the right’s name', async () => {
    const staff = await get('/me', await place.staff('admin'));
    expect([staff.status, staff.body['detail']]).toEqual([403, expect.stringContaining('needs the right own-figures')]);
    const partner = await place.ask('GET', '/v1/programs/plixo/lines', p);
    expect([partner.status, partner.body['detail']]).toEqual([403, expect.stringContaining('needs the right read')]);
  });
});

describe('a partner that sees no names of customers', () => {
  const ROUTES = [
    '/me',
    '/summary',
    '/customers',
    '/customers.csv',
    '/lines',
    '/lines.csv',
    '/lines?limit=1',
    '/statements',
  ];
  const MORE = [
    '/statements.csv',
    '/statements/2026-01',
    '/statements/2026-01.csv',
    '/balance',
    '/payouts',
    '/papers',
    '/terms',
  ];

  it('is told one pseudonym, by which it can ask, and never who it is', async () => {
    const [line] = await items('/lines', ref);
    expect(line?.['customer']).toMatch(/^customer-\w{14}$/);
    expect(await items('/customers', ref)).toMatchObject([{ customer: line?.['customer'], state: 'credited' }]);
    expect(await items(`/lines?customer=${String(line?.['customer'])}`, ref)).toEqual([line]);
    expect(await items(`/lines?customer=${HIDDEN.customer}`, ref)).toEqual([]);
    for (const route of [...ROUTES, ...MORE]) {
      const { status, text } = await get(route, ref);
      const told = `${text} ${Buffer.from(/"next":"([^"]+)"/.exec(text)?.[1] ?? '', 'base64url').toString()}`;
      expect([route, status]).toEqual([route, 200]);
      for (const hidden of Object.values(HIDDEN)) expect(told).not.toContain(hidden);
    }
  });
});

describe('tokens of a partner’s machines', () => {
  it('are issued by an owner, do what their scopes say, and are never shown again', async () => {
    const issued = await ask('POST', '/tokens', p, { name: 'BI', scopes: ['reports:read'], expiresInDays: 30 });
    expect(issued.status).toBe(201);
    const text = String(issued.body['token']);
    expect(text).toMatch(/^plk_[0-9A-Za-z]+$/);
    expect((await get('/me', '', { 'x-partner-token': text })).body).toMatchObject({ partner: 'p' });
    expect((await get('/tokens', `Bearer ${text}`)).body['detail']).toContain('needs the right own-team');
    const listed = await get('/tokens', p);
    expect(listed.text).not.toContain(text);
    expect(listed.body['items']).toMatchObject([
      { id: issued.body['id'], state: 'valid', lastUsedAt: expect.stringMatching(/^20/) as string },
    ]);
  });

  it('are rotated: both hold for the overlap, then the new one alone', async () => {
    const first = (await ask('POST', '/tokens', q, { name: 'CRM', scopes: ['reports:read'] })).body;
    const second = (await ask('POST', `/tokens/${String(first['id'])}/rotate`, q, { overlapHours: 2 })).body;
    const works = async (token: Item) => (await get('/me', `Bearer ${String(token['token'])}`)).status;
    expect([await works(first), await works(second)]).toEqual([200, 200]);
    expect((await ask('POST', `/tokens/${String(first['id'])}/rotate`, q, {})).status).toBe(409);
    const third = (await ask('POST', `/tokens/${String(second['id'])}/rotate`, q, { overlapHours: 0 })).body;
    expect([await works(second), await works(third)]).toEqual([401, 200]);
    expect(await items('/tokens', q)).toMatchObject([
      { state: 'rotated', replacedBy: second['id'] },
      { state: 'expired', replacedBy: third['id'] },
      { state: 'valid', replacedBy: null, name: 'CRM', scopes: ['reports:read'] },
    ]);
  });

  it('are revoked by their partner and by staff, and by no other partner', async () => {
    const { id, token } = (await ask('POST', '/tokens', p, { name: 'old', scopes: ['reports:read'] })).body;
    expect((await ask('DELETE', `/tokens/${String(id)}`, q)).status).toBe(404);
    expect((await ask('POST', `/tokens/${String(id)}/rotate`, q, {})).status).toBe(404);
    expect((await get('/me', `Bearer ${String(token)}`)).status).toBe(200);
    const path = `/v1/programs/plixo/partners/p/tokens/${String(id)}`;
    expect((await place.ask('DELETE', path, await place.staff('viewer'))).status).toBe(403);
    expect((await place.ask('DELETE', path, await place.staff('admin'))).body).toMatchObject({ state: 'revoked' });
    expect((await get('/me', `Bearer ${String(token)}`)).status).toBe(401);
  });
});

describe('what owners decide', () => {
  it('is a fact of theirs; an account is hidden in the answer, and the same key does it once', async () => {
    const method = { rail: 'stripe', account: 'acct_of_q_4711' };
    const once = await ask('PUT', '/payout-method', q, method, { 'idempotency-key': 'k1' });
    expect(once.body).toMatchObject({ verdict: 'accepted', rail: 'stripe', account: '••••4711' });
    const twice = await ask('PUT', '/payout-method', q, method, { 'idempotency-key': 'k1' });
    expect(twice.body).toEqual(once.body);
    expect((await ask('POST', '/acknowledgements', q, {})).body).toMatchObject({ verdict: 'accepted' });
    expect((await ask('PATCH', '/contact', q, { company: 'Q & Sons' })).body).toMatchObject({ verdict: 'accepted' });
    await place.service.feed([]);
    expect((await get('/papers', q)).body).toMatchObject({ rail: 'stripe' });
    expect((await get('/statements/2026-01', q)).body).toMatchObject({ company: 'Q & Sons' });
  });

  it('names what waits to be acknowledged, until it is', async () => {
    const asked = (id: string, checklist: object = {}) =>
      testEvent('plixo', '2026-03-02', 'partner.acknowledgement_required', { partner: 'p', ...checklist }, id);
    await place.service.feed([asked('asked 1', { checklist: 'compliance-2026' }), asked('asked 2')]);
    const open = async () => (await get('/papers', p)).body['acknowledgements'];
    expect(await open()).toEqual([
      { checklist: 'compliance-2026', requiredAt: '2026-03-02T12:00:00.000Z' },
      { checklist: null, requiredAt: '2026-03-02T12:00:00.000Z' },
    ]);
    expect((await get('/papers', q)).body['acknowledgements']).toEqual([]);
    await place.service.feed([testEvent('plixo', '2026-03-03', 'clock.advanced', {})]);
    await ask('POST', '/acknowledgements', p, { checklist: 'compliance-2026' });
    await place.service.feed([]);
    expect(await open()).toEqual([]);
  });

  it('is rejected with the gate’s word, where the rules do not have it', async () => {
    const refused = await ask('PUT', '/revenue-share', q, { takes: false });
    expect([refused.status, refused.body['code']]).toEqual([422, expect.any(String)]);
    expect((await ask('PATCH', '/contact', q, {})).status).toBe(400);
  });

  it('is not for members, nor for machines', async () => {
    const member = await place.person('plixo', 'q', 'member');
    for (const who of [member, await place.machine('plixo', 'q')]) {
      const refused = await ask('POST', '/acknowledgements', who, {});
      expect([refused.status, refused.body['detail']]).toEqual([403, expect.stringContaining('the right own-account')]);
    }
  });
});
