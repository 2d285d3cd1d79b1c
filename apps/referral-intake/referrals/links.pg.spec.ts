import request from 'supertest';
import { keepClick } from '@ledger/desk/referrals/waiting-clicks';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { approved, event, owner, staff, type Asks } from '../../../test/deals/deals-desk';
import { ReferralIntakeModule } from '../referral-intake.module';
import { ClickRecorder } from './click-recorder.service';

const LINKS = '/api/partner/links';
const HOME = 'https://www.plixo.example/';
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36';

let service: StartedService;
let [p, q, plaid, viewer]: Asks[] = [];

beforeAll(async () => {
  service = await startService([ReferralIntakeModule]);
  await service.feed([
    ...approved('plixo', 'p'),
    ...approved('plixo', 'q'),
    ...approved('odoopbx', 'p', '2026-02-01T00:00'),
    ...approved('plaidcloud', 'p'),
  ]);
  p = await owner(service, 'plixo', 'p');
  q = await owner(service, 'plixo', 'q');
  plaid = await owner(service, 'plaidcloud', 'p');
  viewer = await staff(service, 'viewer');
});
afterAll(() => service.stop());

const visible = () => service.feed([]);
let visitors = 0;
/** Each from an address of its own, so that none is counted as a flood. */
const follow = (path: string, headers: Record<string, string> = {}) =>
  request(service.url)
    .get(path)
    .redirects(0)
    .set({ 'user-agent': BROWSER, 'x-forwarded-for': `198.51.100.${(visitors += 1)}`, ...headers });
const clickIn = (location: string | undefined) => new URL(location ?? '').searchParams.get('clickId');
const clicksOf = async (code: string) => {
  await visible();
  return (await p!('get', `${LINKS}/${code}`)).body.clicks;
};
const made = async (body: object) => {
  const answer = await p!('post', LINKS, body);
  await visible();
  return answer;
};

describe('a partner makes a link', () => {
  it('with a code of its own, a campaign and a page of the list', async () => {
    const answer = await made({ code: 'Spring-26', campaign: 'spring fair', target: `${HOME}offers?plan=a` });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      code: 'Spring-26',
      campaign: 'spring fair',
      target: `${HOME}offers?plan=a`,
      url: `${service.url}/r/plixo/Spring-26`,
    });
    expect((await p!('get', LINKS)).body.items).toMatchObject([
      { code: 'Spring-26', partner: 'p', clicks: 0, signUps: 0, archivedAt: null },
    ]);
  });

  it('with a code that is made for it', async () => {
    const { body } = await made({});
    expect(body.code).toMatch(/^[A-Z2-9]{8}$/);
    expect(body.target).toBeNull();
  });

  it('but not to a page that is not on the list, which it is told', async () => {
    for (const target of ['https://evil.example/', '//evil.example', 'javascript:alert(1)', `${HOME}\r\nX: y`]) {
      const { status, body } = await p!('post', LINKS, { target });
      expect([target, status]).toEqual([target, 400]);
      expect(body.errors).toEqual([{ field: 'target', detail: expect.stringContaining(HOME) }]);
    }
  });

  it('and not with a code that another has, in whatever letters, or that it has itself', async () => {
    expect(await q!('post', LINKS, { code: 'SPRING-26' })).toMatchObject({ status: 422, body: { code: 'code_taken' } });
    expect((await p!('post', LINKS, { code: 'spring-26' })).status).toBe(409);
    expect((await p!('post', LINKS, { code: 'a b' })).body.errors).toMatchObject([{ field: 'code' }]);
  });

  it('where the program has links', async () => {
    const refused = await plaid!('post', LINKS, { code: 'ANY-1', target: 'https://www.plaidcloud.example/' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'not_in_program' } });
  });

  it('which another partner does not find', async () => {
    for (const path of ['', '/qr', '/qr.svg', '/qr.png']) {
      expect((await q!('get', `${LINKS}/Spring-26${path}`)).status).toBe(404);
    }
    expect((await q!('post', `${LINKS}/Spring-26/archive`)).status).toBe(404);
    expect((await q!('get', LINKS)).body.items).toEqual([]);
  });

  it('and has it for cameras, as a drawing and as a picture', async () => {
    const draw = (end: string, accept = '*/*') =>
      request(service.url).get(`${LINKS}/Spring-26/qr${end}`).set('Authorization', p!.token).set('accept', accept);
    for (const svg of [await draw('.svg'), await draw(''), await draw('', 'image/svg+xml')]) {
      expect(svg.headers['content-type']).toBe('image/svg+xml');
      expect((svg.body as Buffer).toString()).toContain('<svg');
    }
    for (const png of [await draw('.png'), await draw('', 'image/png')]) {
      expect(png.headers['content-type']).toBe('image/png');
      expect((png.body as Buffer).subarray(1, 4).toString()).toBe('PNG');
    }
    expect((await draw('', 'text/html')).status).toBe(406);
  });
});

describe('whoever follows a link', () => {
  it('is counted and led to its page with the click, which a cookie keeps', async () => {
    const answer = await follow('/r/plixo/spring-26');
    expect(answer.status).toBe(302);
    expect(answer.headers['cache-control']).toBe('no-store');
    const clickId = clickIn(answer.headers['location']);
    expect(answer.headers['location']).toBe(`${HOME}offers?plan=a&clickId=${clickId}`);
    expect(answer.headers['set-cookie']).toEqual([`ledger_click=${clickId}; Max-Age=7776000; Path=/; SameSite=Lax`]);
    const secure = await follow('/r/spring-26', { 'x-forwarded-proto': 'https' });
    expect(String(secure.headers['set-cookie'])).toMatch(/; SameSite=Lax; Secure$/);
    expect(clickIn(secure.headers['location'])).not.toBe(clickId);
    expect(await clicksOf('Spring-26')).toBe(2);
  });

  it('is the customer of the partner, once it signs up with the click', async () => {
    const clickId = clickIn((await follow('/r/Spring-26')).headers['location']);
    await service.feed([event('plixo', '2026-02-10T12:00', 'customer.signed_up', { customer: 'by-click', clickId })]);
    expect((await p!('get', `${LINKS}/Spring-26`)).body).toMatchObject({ clicks: 3, signUps: 1 });
  });

  it.each([
    ['a robot', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }],
    ['a look ahead', { 'sec-purpose': 'prefetch;prerender' }],
    ['an older look ahead', { purpose: 'prefetch' }],
  ])('is led on and not counted where it is %s', async (_, headers) => {
    const before = await clicksOf('Spring-26');
    const answer = await follow('/r/spring-26', headers);
    expect([answer.status, answer.headers['location']]).toEqual([302, `${HOME}offers?plan=a`]);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await clicksOf('Spring-26')).toBe(before);
  });

  it('is not counted where it only asks', async () => {
    const head = await request(service.url).head('/r/spring-26').redirects(0).set('user-agent', BROWSER);
    expect([head.status, head.headers['location']]).toEqual([302, `${HOME}offers?plan=a`]);
  });

  it('goes home by a code that nobody has, and is counted', async () => {
    const answer = await follow('/r/plixo/no-such-code');
    expect(answer.headers['location']).toBe(`${HOME}?clickId=${clickIn(answer.headers['location'])}`);
    await visible();
    const counted = await service.readModels.query(
      `SELECT clicks::int FROM ops.link_clicks WHERE code = 'no-such-code'`,
    );
    expect(counted).toEqual([{ clicks: 1 }]);
  });

  it.each(['%2F%2Fevil.example', 'javascript:alert(1)', '%0d%0aSet-Cookie:%20a=b', '%E2%80%AE', '..%2F..%2Fx', '%00'])(
    'goes home by %s, which is recorded nowhere',
    async (code) => {
      const before = service.runtime.entries.length;
      const answer = await follow(`/r/plixo/${code}`);
      expect([302, 400, 404]).toContain(answer.status);
      if (answer.status === 302) expect(answer.headers['location']).toBe(HOME);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(service.runtime.entries).toHaveLength(before);
    },
  );

  it('finds nothing where no program has the code, or the program has no home', async () => {
    expect((await follow('/r/no-such-code')).status).toBe(404);
    expect((await follow('/r/plaidcloud/any')).status).toBe(404);
    expect((await follow('/r/nobodys-program/any')).status).toBe(404);
  });

  it('goes to the program that had the code first where several have it', async () => {
    const other = await owner(service, 'odoopbx', 'p');
    expect((await other('post', LINKS, { code: 'SPRING-26' })).status).toBe(201);
    await visible();
    expect((await follow('/r/spring-26')).headers['location']).toContain(HOME);
    expect((await follow('/r/odoopbx/spring-26')).headers['location']).toContain(
      'https://www.odoopbx.example/?clickId=',
    );
  });

  it('never goes to a page that the terms do not name, whatever a link in the log says', async () => {
    const evil = { partner: 'p', code: 'evil-1', target: 'https://evil.example/' };
    await service.feed([event('plixo', '2026-02-10T12:00', 'link.created', evil)]);
    expect((await follow('/r/evil-1')).headers['location']).toMatch(/^https:\/\/www\.plixo\.example\/\?clickId=/);
  });

  it('goes home by an archived link, until it is restored; what came of it stays', async () => {
    const archived = await p!('post', `${LINKS}/SPRING-26/archive`);
    expect([archived.status, archived.body]).toEqual([200, { code: 'Spring-26', archived: true }]);
    const [before, answer] = [await clicksOf('Spring-26'), await follow('/r/spring-26')];
    expect(answer.headers['location']).toMatch(/^https:\/\/www\.plixo\.example\/\?clickId=/);
    await visible();
    expect((await p!('get', `${LINKS}/Spring-26`)).body).toMatchObject({
      archivedAt: expect.any(String),
      clicks: before + 1,
      signUps: 1,
    });
    await p!('post', `${LINKS}/spring-26/restore`);
    expect((await follow('/r/spring-26')).headers['location']).toContain('/offers');
  });

  it('is counted thirty times a minute at most, and led on all the same', async () => {
    const from = { 'x-forwarded-for': '203.0.113.77' };
    const answers = [];
    for (let click = 0; click < 33; click += 1) answers.push(await follow('/r/spring-26', from));
    expect(answers.every(({ status }) => status === 302)).toBe(true);
    expect(answers.filter(({ headers }) => clickIn(headers['location']) !== null)).toHaveLength(30);
  });
});

describe('while the ledger takes nothing', () => {
  afterEach(() => (service.runtime.failure = null));

  it('nobody waits, and the click is recorded once, when it takes something again', async () => {
    const before = await clicksOf('Spring-26');
    service.runtime.failure = new Error('stuck');
    const answer = await follow('/r/spring-26');
    const clickId = clickIn(answer.headers['location']);
    expect(clickId).not.toBeNull();
    expect(await waiting()).toEqual([{ click_id: clickId }]);
    service.runtime.failure = null;
    const recorder = service.app.get(ClickRecorder);
    await recorder.takeUp();
    expect(await waiting()).toEqual([]);
    expect(await clicksOf('Spring-26')).toBe(before + 1);
    const clickedAt = new Date('2026-02-10T12:00:00Z');
    await keepClick(service.api.manager, { clickId: clickId ?? '', program: 'plixo', code: 'Spring-26', clickedAt });
    await recorder.takeUp();
    expect(await clicksOf('Spring-26')).toBe(before + 1);
  });

  it('nor where it does not answer at all', async () => {
    const offer = jest.spyOn(service.runtime, 'offer').mockImplementation(() => new Promise(() => undefined));
    const started = performance.now();
    const answer = await follow('/r/spring-26');
    expect(answer.status).toBe(302);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(await waiting()).toHaveLength(1);
    offer.mockRestore();
    await service.app.get(ClickRecorder).takeUp();
    expect(await waiting()).toEqual([]);
  });

  const waiting = () => service.api.query('SELECT click_id FROM desk.waiting_clicks');
});

it('keeps nothing of a visitor, in no table and no line of the log', async () => {
  const lines = service.logLines.join('\n');
  expect(lines).not.toContain('Chrome/131');
  expect(lines).not.toContain('203.0.113.77');
  const columns = await service.api.query(
    `SELECT column_name FROM information_schema.columns WHERE table_schema = 'desk' AND table_name = 'waiting_clicks' ORDER BY 1`,
  );
  expect(columns.map(({ column_name: name }: { column_name: string }) => name)).toEqual([
    'click_id',
    'clicked_at',
    'code',
    'program',
  ]);
});

it('shows staff the links of all partners, and as CSV', async () => {
  const { body } = await viewer!('get', '/v1/programs/plixo/links?partner=p&campaign=spring%20fair');
  expect(body.items).toMatchObject([{ code: 'Spring-26', partner: 'p', url: `${service.url}/r/plixo/Spring-26` }]);
  const csv = await request(service.url).get('/v1/programs/plixo/links.csv').set('Authorization', service.admin);
  expect(csv.text).toContain('plixo,Spring-26,p,spring fair');
});
