import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { CookieJar, JSDOM, VirtualConsole } from 'jsdom';
import { SERVICE_MODULES } from '@apps/ledger/services';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import type { Terms } from '@ledger/program/terms';
import { readLiveTermsOf } from '@ledger/read-models/postgres/queries/read-terms';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { approved, event, owner } from '../deals/deals-desk';

const SNIPPET = readFileSync('docs/snippet/referral.js', 'utf8');
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36';
const DAY_MS = 86_400_000;

const pages: JSDOM[] = [];

afterAll(() => pages.forEach((page) => page.window.close()));

/** A page as a browser shows it; with the same jar it is the same visitor. */
async function open(
  url: string,
  html: string,
  jar = new CookieJar(),
  storage: Readonly<Record<string, string>> = {},
): Promise<JSDOM> {
  const options = { url, cookieJar: jar, runScripts: 'outside-only', virtualConsole: new VirtualConsole() } as const;
  const page = new JSDOM(html, options);
  pages.push(page);
  for (const [name, value] of Object.entries(storage)) page.window.localStorage.setItem(name, value);
  page.window.eval(SNIPPET);
  // A script that is loaded with the page runs before its end.
  await new Promise((resolve) => page.window.document.addEventListener('DOMContentLoaded', resolve));
  return page;
}

const valueOf = (page: JSDOM, name = 'clickId') => page.window.document.querySelector(`[name=${name}]`)?.value;
const FORM = '<form data-ledger-click></form>';

describe('the snippet', () => {
  it('has 2 KB at most', () => {
    expect(Buffer.byteLength(SNIPPET)).toBeLessThanOrEqual(2_048);
  });

  it('keeps the click of the address, and fills it into forms and fields', async () => {
    const html = `${FORM}<form data-ledger-click="ref"><input name="ref"></form><input data-ledger-click name="own">`;
    const page = await open('https://shop.example/?a=1&clickId=c1_-9#top', html);
    expect([valueOf(page), valueOf(page, 'ref'), valueOf(page, 'own')]).toEqual(['c1_-9', 'c1_-9', 'c1_-9']);
    expect(page.window.document.querySelectorAll('[name=ref]')).toHaveLength(1);
    expect(page.window.document.cookie).toBe('ledger_click=c1_-9');
  });

  it('fills a form that came later when it is sent', async () => {
    const page = await open('https://shop.example/?clickId=c2', '<main></main>');
    const { document, Event } = page.window;
    document.body.innerHTML = FORM;
    document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    expect(valueOf(page)).toBe('c2');
  });

  it('knows the click on another page of the site, by its cookie or its storage', async () => {
    const jar = new CookieJar();
    const first = await open('https://shop.example/?clickId=c3', FORM, jar);
    const stored = first.window.localStorage.getItem('ledger_click') ?? '';
    expect(valueOf(await open('https://shop.example/pay', FORM, jar))).toBe('c3');
    expect(valueOf(await open('https://shop.example/pay', FORM, new CookieJar(), { ledger_click: stored }))).toBe('c3');
    expect(valueOf(await open('https://shop.example/pay', FORM))).toBeUndefined();
  });

  it('forgets it after 90 days, and keeps nothing that is no click', async () => {
    const old = { ledger_click: JSON.stringify({ id: 'old', at: Date.now() - 90 * DAY_MS }) };
    expect(valueOf(await open('https://shop.example/', FORM, new CookieJar(), old))).toBeUndefined();
    const jar = new CookieJar();
    await open('https://shop.example/?clickId=c4', FORM, jar);
    const [cookie] = jar.getCookiesSync('https://shop.example/');
    expect([cookie?.maxAge, cookie?.secure, cookie?.sameSite]).toEqual([90 * 86_400, true, 'lax']);
    const hostile = await open('https://shop.example/?clickId=%22%3E%3Cscript%3E', FORM);
    expect([valueOf(hostile), hostile.window.document.cookie]).toEqual([undefined, '']);
  });
});

describe('from a click to the commission', () => {
  let service: StartedService;
  let checkout: Server;
  let shop: string;
  const signUps: URLSearchParams[] = [];

  beforeAll(async () => {
    service = await startService(SERVICE_MODULES);
    checkout = createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        if (request.method === 'POST') signUps.push(new URLSearchParams(body));
        response.setHeader('Content-Type', 'text/html').end('<form method="post" data-ledger-click></form>');
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => checkout.once('listening', resolve));
    shop = `http://127.0.0.1:${(checkout.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    checkout.closeAllConnections();
    checkout.close();
    await service.stop();
  });

  it('leads over a checkout of another origin to a line of the partner', async () => {
    await service.feed(approved('plixo', 'p'));
    await publishShop();
    const partner = await owner(service, 'plixo', 'p');
    const made = await partner('post', '/api/partner/links', { code: 'SHOP-1', target: `${shop}/buy` });
    expect(made.status).toBe(201);
    await service.feed([]);

    const click = await fetch(`${service.url}/r/SHOP-1`, { redirect: 'manual', headers: { 'user-agent': BROWSER } });
    const landing = click.headers.get('location') ?? '';
    expect(new URL(landing).origin).toBe(shop);
    const page = await open(landing, await (await fetch(landing)).text());
    await fetch(landing, { method: 'POST', body: new URLSearchParams({ clickId: valueOf(page) ?? '' }) });
    const clickId = signUps[0]?.get('clickId') ?? '';
    expect(clickId).toBe(new URL(landing).searchParams.get('clickId'));

    const paid = {
      invoice: 'inv-1',
      customer: 'c',
      currency: 'USD',
      lines: [{ line: 'l', kind: 'usage', amount: 10_000 }],
    };
    await service.feed([
      event('plixo', '2026-02-01T12:00', 'customer.signed_up', { customer: 'c', clickId }),
      event('plixo', '2026-02-01T12:01', 'customer.activated', { customer: 'c' }),
      event('plixo', '2026-02-01T12:02', 'invoice.paid', paid),
    ]);
    const lines = await service.readModels.query(
      'SELECT partner, customer, reason, amount_minor::int AS amount FROM ops.lines',
    );
    expect(lines).toEqual([{ partner: 'p', customer: 'c', reason: 'accrual', amount: 1_000 }]);
    const { body } = await partner('get', '/api/partner/links/SHOP-1');
    expect(body).toMatchObject({ clicks: 1, signUps: 1 });
  });

  /** Version 2 of the terms, in which links may lead to the checkout. */
  async function publishShop(): Promise<void> {
    const { versions } = await readLiveTermsOf(service.readModels, 'plixo').then((terms) => terms ?? { versions: [] });
    const terms = { ...termsToJson(versions[0] as Terms), links: { home: null, targets: [shop] } };
    const data = { version: 2, effectiveFrom: '2026-01-01', appliesTo: 'all', terms };
    await service.feed([event('plixo', '2026-01-01T00:00', 'terms.published', data)]);
  }
});
