import { enqueueMail } from '@ledger/desk/mail/enqueue-mail';
import { mailNext } from '@ledger/desk/mail/outputs/mail-outputs';
import { mailSource, NO_OWN_MAILS } from '@ledger/desk/mail/templates/mail-sources';
import { renderMail } from '@ledger/desk/mail/templates/render-mail';
import type { KeptValues } from '@ledger/desk/mail/templates/written-values';
import { Mail } from '@ledger/desk/mail/mail.entity';
import { testEvent } from '@ledger/service-kit/testing/two-programs';
import { LogOutputs } from '@ledger/webhooks/log-outputs';
import { textOfPdf } from '../support/text-of-pdf';
import { HIDDEN, openPlace, type Place } from './people-of-programs';
import { routesOf } from './routes-of';

jest.setTimeout(120_000);

let place: Place;
let person: string;
let machine: string;

beforeAll(async () => {
  place = await openPlace({ tokenRequestsPerMinute: 1_000_000, publicRequestsPerMinute: 1_000_000 });
  person = await place.person('odoopbx', 'ref');
  machine = await place.machine('odoopbx', 'ref');
  await place.service.feed([
    testEvent('odoopbx', '2026-03-02', 'partner.payout_method_set', {
      partner: 'ref',
      rail: 'paypal',
      account: 'ref@example.com',
    }),
    testEvent('odoopbx', '2026-04-02', 'clock.advanced', {}),
    testEvent('odoopbx', '2026-04-02', 'period.closed', { period: '2026-01', by: 'finance' }),
  ]);
});
afterAll(() => place.service.stop());

/** What names anything in paths: what is there of the partner, or of nobody. */
const NAMES: Readonly<Record<string, string>> = {
  program: 'odoopbx',
  partner: 'ref',
  month: '2026-01',
  payout: 'po-1',
  number: 'ODOOPBX-2026-0001',
  code: 'code-ref',
  line: 'l1',
  invoice: 'o1',
};

/** Whatever is told of a customer, also hidden in cursors and PDFs. */
async function toldTo(authorization: string, path: string): Promise<string> {
  const response = await fetch(`${place.service.url}${path}`, {
    headers: authorization === '' ? {} : { authorization },
    redirect: 'manual',
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isPdf = response.headers.get('content-type') === 'application/pdf';
  const text = isPdf ? textOfPdf(bytes) : bytes.toString();
  const cursors = [...text.matchAll(/[A-Za-z0-9_-]{12,}/g)].map(([word]) =>
    Buffer.from(word, 'base64url').toString('latin1'),
  );
  const headers = JSON.stringify([...response.headers]);
  return [`${response.status} ${path}`, headers, text, ...cursors].join('\n');
}

function expectNothingOfCustomers(told: string): void {
  for (const hidden of Object.values(HIDDEN)) expect(told.toLowerCase()).not.toContain(hidden.toLowerCase());
}

describe('a partner whose type does not see who its customers are', () => {
  it('is told it by no route, whoever asks of its own', async () => {
    const gets = routesOf(place.service.app).filter(({ method }) => method === 'GET');
    expect(gets.length).toBeGreaterThan(60);
    let told = 0;
    for (const { path } of gets) {
      const asked = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(NAMES[name] ?? 'none'));
      for (const who of [person, machine, '']) {
        const answer = await toldTo(who, asked);
        expectNothingOfCustomers(answer);
        if (answer.startsWith('200')) told += 1;
      }
    }
    expect(told).toBeGreaterThan(20);
  });

  it('is shown the same pseudonym by answers, CSV and document', async () => {
    const line = /"customer":"(customer-\w{14})"/.exec(await toldTo(person, '/api/partner/lines'))?.[1] ?? 'none';
    for (const path of ['/api/partner/lines.csv', '/api/partner/customers', '/api/partner/statements/2026-01.csv']) {
      expect(await toldTo(person, path)).toContain(line);
    }
    const pdf = await toldTo(person, '/api/partner/statements/2026-01.pdf');
    expect(pdf).toMatch(/^200/);
    expect(pdf.replace(/\s/g, '')).toContain(line.slice(0, 9));
  });

  it('is not told it by a document that staff had issued before, with the name', async () => {
    const staff = await toldTo(place.service.finance, '/v1/programs/odoopbx/partners/ref/statements/2026-01.pdf');
    expect(staff.replace(/\s/g, '')).toContain(HIDDEN.customer);
    expectNothingOfCustomers(await toldTo(person, '/api/partner/statements/2026-01.pdf'));
  });
});

describe('the mails of a partner', () => {
  const mails = () => place.service.api.manager.find(Mail, { where: { partner: 'ref' }, order: { queuedAt: 'ASC' } });
  const outputs = () => new LogOutputs(place.service.runtime.store);

  it('tell its owners that a statement is ready, once, and nothing of its customers', async () => {
    while (await mailNext({ api: place.service.api, outputs: outputs() }));
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ template: 'statement-ready', about: 'ref 2026-01', state: 'waiting' });
    const values = JSON.parse(mail?.values ?? '{}') as KeptValues;
    const source = mailSource(NO_OWN_MAILS, 'odoopbx', 'statement-ready', 'en');
    const rendered = renderMail({ source, values, locale: 'en', program: 'odoopbx', baseUrl: 'https://l.example' });
    expectNothingOfCustomers(JSON.stringify([rendered, mail]));
  });

  it('are seen by staff, with whole addresses by those alone who may read personal data', async () => {
    const path = '/v1/programs/odoopbx/mails?limit=1';
    const whole = await place.ask('GET', path, await place.staff('support'));
    const [mail] = (await mails()) as [Mail];
    expect(whole.body['items']).toMatchObject([{ id: mail.id, address: mail.address, state: 'waiting' }]);
    expect((await place.ask('GET', path, await place.staff('viewer'))).status).toBe(403);
    expect((await place.ask('GET', path, person)).status).toBe(403);
    expect((await place.ask('GET', '/v1/programs/plixo/mails', place.service.admin)).body).toEqual({
      items: [],
      next: null,
    });
  });

  it('come as each person wants them', async () => {
    const own = '/api/partner/preferences';
    expect((await place.ask('GET', own, person)).body).toMatchObject({ unwanted: [] });
    const chosen = await place.ask('PUT', own, person, { unwanted: ['statement-ready', 'payout-sent'] });
    expect(chosen.body).toMatchObject({ unwanted: ['statement-ready', 'payout-sent'] });
    expect((await place.ask('PUT', own, person, { unwanted: ['member-invited'] })).status).toBe(400);
    expect((await place.ask('GET', own, machine)).status).toBe(403);
    const [{ address }] = (await mails()) as [Mail];
    const mail = { program: 'odoopbx', partner: 'ref', to: address ?? '', locale: 'en', about: 'later' } as const;
    const { manager } = place.service.api;
    await enqueueMail(manager, {
      ...mail,
      template: 'statement-ready',
      values: { name: null, path: '/s', month: '2026-02' },
    });
    expect(await mails()).toHaveLength(1);
    const values = { name: null, path: '/t', version: '2', effectiveFrom: '2026-05-01' };
    await enqueueMail(manager, { ...mail, template: 'acknowledgement-reminder', values });
    expect(await mails()).toHaveLength(2);
  });
});
