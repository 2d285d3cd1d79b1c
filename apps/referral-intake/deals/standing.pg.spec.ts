import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { approved, event, owner, solution, staff, type Asks } from '../../../test/deals/deals-desk';
import { ReferralIntakeModule } from '../referral-intake.module';

const PROGRAM = 'three-tier';
const STAFF = `/v1/programs/${PROGRAM}`;
const OWN = '/api/partner/protected-accounts';

let service: StartedService;
let [s, p, manager, viewer]: Asks[] = [];

beforeAll(async () => {
  service = await startService([ReferralIntakeModule]);
  await service.feed([
    ...solution('s'),
    ...approved(PROGRAM, 'p'),
    event(PROGRAM, '2026-01-05T00:00', 'customer.signed_up', { customer: 'acme', email: 'ada@acme.example' }),
    event(PROGRAM, '2026-01-10T00:00', 'clock.advanced', {}),
  ]);
  [s, p] = [await owner(service, PROGRAM, 's'), await owner(service, PROGRAM, 'p')];
  [manager, viewer] = [await staff(service, 'program-manager'), await staff(service, 'viewer')];
});
afterAll(() => service.stop());

const tick = (day: string) => service.feed([event(PROGRAM, `${day}T00:00`, 'clock.advanced', {})]);

describe('a protected list', () => {
  it('is kept by its partner, as far as the gate lets it', async () => {
    expect(await p!('post', OWN, { customer: 'acme' })).toMatchObject({ status: 422, body: { code: 'tier_required' } });
    for (const customer of ['acme', 'quiet', 'gone']) {
      expect((await s!('post', OWN, { customer })).body.verdict).toBe('accepted');
    }
    expect((await s!('post', `${OWN}/release`, { customer: 'gone' })).body.verdict).toBe('accepted');
    await service.feed([]);
    const { body } = await s!('get', OWN);
    expect(body).toMatchObject({ partner: 's', quarter: '2026-Q1', limit: 50, fromLastQuarter: [] });
    expect(body.items.map(({ customer }: { customer: string }) => customer)).toEqual(['acme', 'quiet']);
  });

  it('is found by sales, by e-mail or domain, until the quarter ends', async () => {
    const path = `${STAFF}/accounts/check`;
    const held = { partner: 's', by: 'protection', customer: 'acme', until: '2026-04-01T00:00:00.000Z' };
    for (const [asked, match] of [
      [{ customer: 'acme' }, 'customer'],
      [{ email: 'ADA@acme.example' }, 'email'],
      [{ domain: 'acme.example' }, 'domain'],
    ] as const) {
      expect((await manager!('post', path, asked)).body.items).toMatchObject([{ ...held, match }]);
    }
  });

  it('shows what moved last; what did not is proposed for release, and released by the review', async () => {
    const demo = { partner: 's', customer: 'acme', kind: 'demo', at: '2026-02-01T00:00:00Z' };
    await manager!('post', `${STAFF}/accounts/touchpoints`, demo);
    await tick('2026-03-20');
    const [list] = (await viewer!('get', `${STAFF}/protected-accounts`)).body.items;
    expect(list.items).toMatchObject([
      { customer: 'acme', lastMovementAt: '2026-02-01T00:00:00.000Z', proposedForRelease: false },
      { customer: 'quiet', lastMovementAt: null, proposedForRelease: true },
    ]);
    const review = `${STAFF}/partners/s/protected-accounts/review`;
    expect((await viewer!('post', review, { release: ['quiet'] })).status).toBe(403);
    const { body } = await manager!('post', review, { release: ['quiet'], protect: ['next'] });
    expect(body.items).toEqual([
      { customer: 'quiet', done: 'released', code: null },
      { customer: 'next', done: 'protected', code: null },
    ]);
    expect(
      (await manager!('post', `${STAFF}/partners/p/protected-accounts/review`, { protect: ['x'] })).body.items,
    ).toEqual([{ customer: 'x', done: 'rejected', code: 'tier_required' }]);
    await tick('2026-04-02');
    expect((await s!('get', OWN)).body).toMatchObject({ items: [], fromLastQuarter: ['acme', 'next'] });
  });
});

describe('violations', () => {
  const path = `${STAFF}/partners/p/violations`;

  it('go up the ladder: a warning, a hold, which can be lifted, and removal', async () => {
    const steps: unknown[] = [];
    for (const key of ['1', '2', '2', '3']) {
      const { body } = await manager!('post', path, { evidence: `offer ${key}`, key });
      steps.push([body.nth, body.step]);
      await service.feed([]);
      if (key === '2')
        expect((await manager!('post', `${path}/lift-hold`, { reason: 'mended', key })).status).toBe(200);
    }
    expect(steps).toEqual([
      [1, 'warning'],
      [2, 'hold'],
      [2, 'hold'],
      [3, 'removal'],
    ]);
    await service.feed([]);
    const { items } = (await manager!('get', `${STAFF}/violations?partner=p`)).body;
    expect(items).toMatchObject([
      { nth: 1, step: 'warning', evidence: 'offer 1' },
      { nth: 2, step: 'hold', evidence: 'offer 2' },
      { nth: null, step: null, move: 'hold_lifted', evidence: 'mended' },
      { nth: 3, step: 'removal' },
    ]);
    expect((await viewer!('get', `${STAFF}/violations?partner=p`)).body.items[0].evidence).toBeNull();
    expect((await viewer!('post', path, { evidence: 'x' })).status).toBe(403);
  });
});

it('a quarterly review shows what the quarter was', async () => {
  const joint = await manager!('post', `${STAFF}/partners/s/joint-customers`, { customer: 'shared' });
  expect(joint.body.verdict).toBe('accepted');
  const ended = await manager!('post', `${STAFF}/partners/s/engagements`, { customer: 'shared', engagement: 'ended' });
  expect(ended.body.verdict).toBe('accepted');
  await service.feed([]);
  const { status, body } = await viewer!('get', `${STAFF}/partners/s/quarterly-review?quarter=2026-Q1`);
  expect([status, body]).toMatchObject([
    200,
    {
      asOf: '2026-03-31T23:59:59.999Z',
      tier: 'solution',
      holds: [],
      jointCustomers: { total: 10, won: 0, recorded: 10 },
      pipeline: { registered: 0, open: 0, closed: 0, expired: 0, touchpoints: 1 },
      protectedAccounts: { accounts: 2, limit: 50, proposedForRelease: 1 },
      revenue: [],
      violations: { total: 0, inQuarter: 0, step: null },
    },
  ]);
  const next = (await viewer!('get', `${STAFF}/partners/s/quarterly-review?quarter=2026-Q2`)).body;
  expect(next.jointCustomers).toEqual({ total: 11, won: 0, recorded: 1 });
  const ofP = (await viewer!('get', `${STAFF}/partners/p/quarterly-review?quarter=2026-Q2`)).body;
  expect(ofP.violations).toEqual({ total: 3, inQuarter: 3, step: 'removal' });
  expect((await viewer!('get', `${STAFF}/partners/s/quarterly-review?quarter=2026`)).status).toBe(400);
});
