import request from 'supertest';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { approved, event, owner, staff, trialOn, type Asks } from '../../../test/deals/deals-desk';
import { ReferralIntakeModule } from '../referral-intake.module';

const PROGRAM = 'plixo';
const STAFF = `/v1/programs/${PROGRAM}`;
const PNG = Buffer.from('\x89PNG\r\n\x1a\nx', 'latin1');

let service: StartedService;
let [p, q, r, manager, viewer, sales]: Asks[] = [];

const lead = (partner: string, customer: string, time: string) =>
  event(PROGRAM, time, 'referral.submitted', { referral: `${partner}-${customer}`, partner, customer });
const paid = (customer: string, time: string) =>
  event(PROGRAM, time, 'invoice.paid', {
    invoice: `inv-${customer}`,
    customer,
    currency: 'USD',
    lines: [{ line: 'l1', kind: 'subscription', amount: 100_000 }],
  });

beforeAll(async () => {
  service = await startService([ReferralIntakeModule], { trial: trialOn(() => service) });
  await service.feed([
    ...['p', 'q', 'r'].flatMap((name) => approved(PROGRAM, name)),
    lead('p', 'acme', '2026-03-02T09:00'),
    lead('q', 'acme', '2026-03-02T10:00'),
    lead('p', 'quiet', '2026-03-02T10:00'),
    event(PROGRAM, '2026-03-02T11:00', 'customer.activated', { customer: 'acme' }),
    paid('acme', '2026-03-02T12:00'),
  ]);
  [p, q, r] = [
    await owner(service, PROGRAM, 'p'),
    await owner(service, PROGRAM, 'q'),
    await owner(service, PROGRAM, 'r'),
  ];
  manager = await staff(service, 'program-manager');
  viewer = await staff(service, 'viewer');
  sales = await staff(service, 'sales');
});
afterAll(() => service.stop());

const tick = (time: string) => service.feed([event(PROGRAM, time, 'clock.advanced', {})]);
const mails = (template: string) =>
  service.api.query<{ partner: string; values: string }[]>(
    `SELECT partner, "values" FROM desk.mails WHERE template = $1 ORDER BY partner, queued_at`,
    [template],
  );

it('finds no conflict at any time, for any partner, as if there were none, where there is none', async () => {
  expect((await r!('get', '/api/partner/conflicts')).body).toEqual({ items: [] });
  expect((await manager!('get', `${STAFF}/conflicts/cf-99`)).status).toBe(404);
  expect((await manager!('get', '/v1/programs/nowhere/conflicts')).status).toBe(404);
});

describe('two live claims on one customer', () => {
  it('are a conflict that nobody entered, with its clocks, and both partners are told by mail, without the other', async () => {
    const { status, body } = await viewer!('get', `${STAFF}/conflicts`);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      {
        conflict: 'cf-1',
        customer: 'acme',
        origin: 'claims',
        partners: ['p', 'q'],
        state: 'waiting',
        openedAt: '2026-03-02T12:00:00.000Z',
        takeBy: '2026-03-04T12:00:00.000Z',
        settleBy: '2026-03-09T12:00:00.000Z',
        due: '2026-03-04T12:00:00.000Z',
        overdue: false,
      },
    ]);
    expect((await viewer!('get', `${STAFF}/conflicts`)).body.items).toHaveLength(1);
    expect((await mails('conflict-opened')).map(({ partner }) => partner)).toEqual(['p', 'q']);
  });

  it('are seen by each partner without the other’s name, and by a third not at all', async () => {
    for (const asks of [p!, q!]) {
      const { body } = await asks('get', '/api/partner/conflicts/cf-1');
      expect(body).toMatchObject({ conflict: 'cf-1', customer: 'acme', state: 'waiting' });
      expect(body).not.toHaveProperty('partners');
      expect(JSON.stringify(body)).not.toContain('"q"');
    }
    expect((await r!('get', '/api/partner/conflicts/cf-1')).status).toBe(404);
    expect((await r!('post', '/api/partner/conflicts/cf-1/messages', { words: 'hello' })).status).toBe(404);
  });

  it('are overdue when nobody takes them within 48 hours, and those come first', async () => {
    await tick('2026-03-04T13:00');
    const [first] = (await viewer!('get', `${STAFF}/conflicts`)).body.items;
    expect(first).toMatchObject({ overdue: true, ageHours: 49 });
    const refused = await sales!('post', `${STAFF}/conflicts/cf-1/take`);
    expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('settle-conflicts')]);
    const taken = (await manager!('post', `${STAFF}/conflicts/cf-1/take`)).body;
    expect(taken).toMatchObject({ state: 'in_review', due: '2026-03-09T12:00:00.000Z', overdue: false });
  });

  it('have a log: each partner reads what is its own, staff who may read all of it', async () => {
    const path = '/api/partner/conflicts/cf-1/messages';
    await p!('post', path, { words: 'We met them first.' });
    const { body } = await request(service.url)
      .post(path)
      .set('Authorization', q!.token)
      .field('words', 'Our minutes.')
      .attach('files', PNG, 'minutes.png');
    const [file] = body.log.at(-1).files;
    expect(file).toMatchObject({ name: 'minutes.png', type: 'image/png' });
    await manager!('post', `${STAFF}/conflicts/cf-1/messages`, { words: 'When was that?', forPartner: 'q' });
    await manager!('post', `${STAFF}/conflicts/cf-1/messages`, { words: 'p looks right.' });
    const wordsFor = async (asks: Asks, at = '/api/partner/conflicts/cf-1') =>
      (await asks('get', at)).body.log.map(({ words }: { words: string | null }) => words);
    expect(await wordsFor(p!)).toEqual([null, null, 'We met them first.']);
    expect(await wordsFor(q!)).toEqual([null, null, 'Our minutes.', 'When was that?']);
    const all = ['We met them first.', 'Our minutes.', 'When was that?', 'p looks right.'];
    expect(await wordsFor(manager!, `${STAFF}/conflicts/cf-1`)).toEqual([null, null, ...all]);
    expect(await wordsFor(viewer!, `${STAFF}/conflicts/cf-1`)).toEqual(Array(6).fill(null));
    const fileAt = (who: string) => `${who}/conflicts/cf-1/files/${file.hash}`;
    expect((await q!('get', fileAt('/api/partner'))).status).toBe(200);
    expect((await p!('get', fileAt('/api/partner'))).status).toBe(404);
    expect((await manager!('get', fileAt(STAFF))).status).toBe(200);
  });

  it('show what an override would move before it is made, and then it moves just that', async () => {
    const credits = [{ partner: 'q', role: 'sourced' }];
    const { status, body } = await manager!('post', `${STAFF}/conflicts/cf-1/preview`, { credits });
    expect([status, body]).toMatchObject([
      200,
      {
        refused: [],
        money: [
          { partner: 'p', currency: 'USD', amountMinor: '-10000', lines: 1 },
          { partner: 'q', currency: 'USD', amountMinor: '10000', lines: 1 },
        ],
        credits: [{ customer: 'acme', credits: [{ partner: 'q' }] }],
      },
    ]);
    expect((await viewer!('get', `${STAFF}/conflicts`)).body.items).toHaveLength(1);
    const bad = await manager!('post', `${STAFF}/conflicts/cf-1/override`, { credits });
    expect([bad.status, bad.body.errors[0].field]).toEqual([400, 'evidence']);
    const influenced = [{ partner: 'q', role: 'influenced' }];
    const evidence = 'Minutes of q';
    const rejected = await manager!('post', `${STAFF}/conflicts/cf-1/override`, { credits: influenced, evidence });
    expect(rejected).toMatchObject({ status: 422, body: { code: 'not_in_program' } });
    const settled = await manager!('post', `${STAFF}/conflicts/cf-1/override`, { credits, evidence });
    expect(settled).toMatchObject({ status: 200, body: { state: 'settled', outcome: 'overridden', overdue: false } });
    await service.feed([]);
    const lines = await service.readModels.query<{ partner: string; amount: string }[]>(
      `SELECT partner, sum(amount_minor)::text AS amount FROM ops.lines WHERE customer = 'acme' GROUP BY 1 ORDER BY 1`,
    );
    expect(lines).toEqual([
      { partner: 'p', amount: '0' },
      { partner: 'q', amount: '10000' },
    ]);
    const told = (await mails('conflict-settled')).map(({ partner, values }) => [partner, JSON.parse(values).outcome]);
    expect(told).toEqual([
      ['p', 'lost'],
      ['q', 'changed'],
    ]);
  });

  it('are settled for good, unless another partner comes in', async () => {
    const again = await manager!('post', `${STAFF}/conflicts/cf-1/leave`, { reason: 'no' });
    expect(again.status).toBe(409);
    expect((await viewer!('get', `${STAFF}/conflicts`)).body.items).toEqual([]);
    expect((await viewer!('get', `${STAFF}/conflicts?state=settled`)).body.items).toHaveLength(1);
    await service.feed([lead('q', 'quiet', '2026-03-05T10:00')]);
    const [open] = (await viewer!('get', `${STAFF}/conflicts`)).body.items;
    expect(open).toMatchObject({ conflict: 'cf-2', customer: 'quiet', partners: ['p', 'q'] });
    const left = await manager!('post', `${STAFF}/conflicts/cf-2/leave`, { reason: 'p was first' });
    expect(left.body).toMatchObject({ outcome: 'left', state: 'settled' });
    expect((await viewer!('get', `${STAFF}/conflicts`)).body.items).toEqual([]);
    await service.feed([lead('r', 'quiet', '2026-03-06T10:00')]);
    expect((await viewer!('get', `${STAFF}/conflicts`)).body.items).toMatchObject([
      { conflict: 'cf-3', partners: ['p', 'q', 'r'] },
    ]);
  });

  it('are decided too by an override that comes in by another door', async () => {
    const by = { by: 'crm', evidence: 'x', customer: 'quiet', credits: [{ partner: 'r', role: 'sourced' }] };
    await service.feed([event(PROGRAM, '2026-03-06T11:00', 'attribution.overridden', by)]);
    expect((await viewer!('get', `${STAFF}/conflicts`)).body.items).toEqual([]);
    expect((await viewer!('get', `${STAFF}/conflicts/cf-3`)).body).toMatchObject({ outcome: 'overridden' });
  });
});

describe('a dispute', () => {
  it('opens a conflict with whom the customer is credited to; the partner reads nothing of it', async () => {
    const dispute = { customer: 'quiet', evidence: 'We demoed it to them.' };
    const { status, body } = await p!('post', '/api/partner/attribution/disputes', dispute);
    expect([status, body.origin]).toEqual([201, 'dispute']);
    expect(JSON.stringify(body)).not.toContain('"r"');
    const open = (await viewer!('get', `${STAFF}/conflicts`)).body.items;
    expect(open).toMatchObject([{ customer: 'quiet', origin: 'dispute', partners: ['r', 'p'], state: 'waiting' }]);
    const again = await p!('post', '/api/partner/attribution/disputes', { ...dispute, evidence: 'And we closed it.' });
    expect(again.body.conflict).toBe(body.conflict);
    expect(again.body.log.filter(({ kind }: { kind: string }) => kind === 'dispute')).toHaveLength(2);
  });

  it('is entered by staff for a partner; of a partner that is none it is 404', async () => {
    const path = `${STAFF}/attribution/disputes`;
    const said = { partner: 'q', customer: 'quiet', evidence: 'By phone.' };
    expect((await manager!('post', path, said)).body).toMatchObject({ partners: ['r', 'p', 'q'] });
    expect((await manager!('post', path, { ...said, partner: 'nobody' })).status).toBe(404);
    expect((await viewer!('post', path, said)).status).toBe(403);
  });
});
