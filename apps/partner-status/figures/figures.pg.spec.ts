import request from 'supertest';
import { activated, brings, clock, issued, lead, paid, partner } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { PartnerStatusModule } from '../partner-status.module';

describe('the figures of a program', () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([PartnerStatusModule], { withoutRuntime: true });
    const plixo = given(
      'plixo',
      partner('p', '2026-01-01'),
      brings('p', 'a', '2026-01-11'),
      activated('a', '2026-01-12'),
      lead('r', 'p', '2026-01-20', { customer: 'b' }),
      paid('i', 'a', '2026-02-10', 30_000),
      paid('direct', 'c', '2026-02-11', 90_000),
      clock('2026-03-31'),
    );
    const reseller = given(
      'reseller',
      partner('r', '2026-01-01', 'reseller'),
      brings('r', 'a', '2026-01-02'),
      ['2026-01-10', '2026-02-10'].map((at) => issued(`a ${at}`, 'a', at, 10_000)),
    );
    await service.feed([...plixo.events(), ...reseller.events()]);
  });

  afterAll(() => service.stop());

  const get = (path: string, program = 'plixo') =>
    request(service.url).get(`/v1/programs/${program}/figures/${path}`).set('Authorization', service.finance);
  const items = async (path: string, program = 'plixo') => (await get(path, program)).body.items as unknown;

  it('are metrics by period, with what was divided', async () => {
    expect(await items('metrics?of=2026-Q1&metric=sourced_share')).toEqual([
      {
        periodKind: 'quarter',
        period: '2026-Q1',
        metric: 'sourced_share',
        currency: 'USD',
        value: '0.2500',
        numerator: '30000',
        denominator: '120000',
      },
    ]);
    const all = (await items('metrics?period=all')) as { metric: string }[];
    expect(all.map(({ metric }) => metric)).toEqual(
      ['activation_rate', 'attach_rate', 'average_partner_revenue', 'influenced_revenue', 'influenced_share'].concat([
        ...['revenue', 'sourced_revenue', 'sourced_share', 'time_to_first_referral', 'top_decile_concentration'],
        'win_rate_without_partner',
      ]),
    );
  });

  it('come in pages, and whole as CSV', async () => {
    const first = (await get('metrics?limit=4')).body;
    const second = (await get(`metrics?limit=4&cursor=${first.next}`)).body;
    const whole = (await items('metrics?limit=500')) as unknown[];
    expect([...first.items, ...second.items]).toEqual(whole.slice(0, 8));
    const { text, headers } = await get('metrics.csv?period=all&metric=revenue');
    expect(headers['content-type']).toContain('text/csv');
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      'program,periodKind,period,metric,currency,value,numerator,denominator',
      'plixo,all,all,revenue,USD,120000,,',
    ]);
  });

  it('are the standing of partners, their logos and their wins', async () => {
    expect(await items('partner-status')).toEqual([
      { partner: 'p', type: 'partner', tier: null, status: 'active', lockedUntil: null, customers: 1 },
    ]);
    expect(await items('partner-status?status=at_risk')).toEqual([]);
    expect(await items('logos')).toMatchObject([
      { customer: 'a', state: 'won', since: '2026-01-12T00:00:00.000Z', wonIn: '2026-Q1' },
      { customer: 'b', state: 'pending', since: '2026-01-20T00:00:00.000Z', wonIn: null },
    ]);
    expect(await items('logos?state=pending&partner=p')).toHaveLength(1);
    expect(await items('win-counter')).toEqual([
      { partner: 'p', quarter: '2026-Q1', wins: 1, winsNeeded: 3, winsMissing: 2, rate: '0.15' },
    ]);
  });

  it("are tenants' revenue with its trend, and the seats that are left", async () => {
    expect(await items('tenant-revenue?month=2026-02', 'reseller')).toEqual([
      {
        partner: 'r',
        currency: 'USD',
        month: '2026-02',
        tenants: 1,
        revenueMinor: '10000',
        beforeMinor: '10000',
        changeMinor: '0',
        trend: '0.0000',
      },
    ]);
    expect(await items('tenant-months?customer=a', 'reseller')).toHaveLength(2);
    expect(await items('promotion-seats', 'reseller')).toMatchObject([{ promotion: 'launch', slots: 3, seatsLeft: 2 }]);
    expect(await items('promotion-seats')).toEqual([]);
    const { text } = await get('tenant-revenue.csv', 'reseller');
    expect(text).toContain('reseller,r,2026-02,USD,1,10000,100.00,0,0.00,0.0000');
  });

  it('are refused for what there is not, and to who may not read', async () => {
    expect((await get('metrics?of=2026-13')).body.errors).toMatchObject([{ field: 'of' }]);
    expect((await get('metrics?metric=luck')).status).toBe(400);
    expect((await get('logos', 'nobody')).status).toBe(404);
    const token = await service.ingest('partners');
    const refused = request(service.url).get('/v1/programs/plixo/figures/logos').set('Authorization', token);
    expect((await refused).status).toBe(403);
  });
});
