import type { DataSource } from 'typeorm';
import * as tell from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { Projector } from '../postgres/projector';
import { withTerms } from '../testing/entries';
import { freshReadModels, type FreshReadModels } from '../testing/fresh-read-models';
import { recorded } from '../testing/recorded-history';

type Facts = Parameters<typeof given>[1][];
const { partner, brings, activated, paid, issued, clock, churned, lead, fact } = tell;

describe('figures of small histories', () => {
  let readModels: FreshReadModels;
  let dataSource: DataSource;

  beforeAll(async () => {
    readModels = await freshReadModels();
    ({ dataSource } = readModels);
  });

  afterAll(() => readModels.remove());

  beforeEach(() => readModels.empty());

  async function told(program: 'plixo' | 'reseller', ...facts: Facts): Promise<void> {
    const { entries } = await recorded([program], given(program, ...facts).events());
    const batch = { fromCheckpoint: 0n, toCheckpoint: BigInt(entries.length) };
    await new Projector(dataSource).project({ ...batch, entries: withTerms(entries, 0, entries.length) });
  }

  const shown = (query: string): Promise<Record<string, string | null>[]> => dataSource.query(query);

  const metric = async (name: string, period = 'all') => {
    const ofPeriod = `metric = '${name}' AND period = '${period}'`;
    return (await shown(`SELECT value, numerator, denominator FROM ops.metrics WHERE ${ofPeriod}`))[0];
  };

  it('share revenue, customers and partners as docs/figures.md defines', async () => {
    await told(
      'plixo',
      [...partner('p', '2026-01-01'), ...partner('q', '2026-01-05')],
      brings('p', 'a', '2026-01-11'),
      lead('r1', 'p', '2026-02-01', { customer: 'b' }),
      lead('r2', 'p', '2026-02-02', { customer: 'c' }),
      activated('a', '2026-02-10'),
      paid('i1', 'a', '2026-02-10', [
        { amount: 30_000 },
        { kind: 'tax', amount: 5_700 },
        { kind: 'services', amount: 10_000 },
      ]),
      paid('i2', 'direct', '2026-04-01', 60_000),
      activated('b', '2026-02-20'),
      churned('c', '2026-03-01'),
      churned('never', '2026-03-02'),
      clock('2026-04-15'),
    );
    // Services are revenue, and earn nothing; taxes are none.
    expect(await metric('revenue')).toMatchObject({ value: '100000' });
    expect(await metric('sourced_revenue', '2026-Q1')).toMatchObject({ value: '30000' });
    expect(await metric('sourced_share', '2026-02')).toMatchObject({
      value: '0.7500',
      numerator: '30000',
      denominator: '40000',
    });
    expect(await metric('attach_rate')).toMatchObject({ value: '0.6667', numerator: '2', denominator: '3' });
    expect(await metric('activation_rate', '2026-01')).toMatchObject({
      value: '0.5000',
      numerator: '1',
      denominator: '2',
    });
    expect(await metric('time_to_first_referral')).toMatchObject({ value: '10.0000' });
    expect(await metric('average_partner_revenue')).toMatchObject({ value: '30000', denominator: '1' });
    expect(await metric('top_decile_concentration')).toMatchObject({ value: '1.0000' });
    // b was won, c was lost; a came by a code: no lead, no registration.
    expect(await metric('win_rate')).toMatchObject({ value: '0.5000', numerator: '1', denominator: '2' });
    expect(await metric('win_rate', '2026-03')).toMatchObject({ value: '0.0000' });
    expect(await metric('win_rate_without_partner')).toMatchObject({
      value: '0.5000',
      numerator: '1',
      denominator: '2',
    });
  });

  it('show won and pending logos, and the wins of the quarter that the clock shows', async () => {
    await told(
      'plixo',
      partner('p', '2026-01-01'),
      brings('p', 'a', '2026-01-11'),
      activated('a', '2026-02-10'),
      lead('r1', 'p', '2026-02-01', { customer: 'b' }),
      activated('b', '2026-04-02'),
      lead('r2', 'p', '2026-04-03', { customer: 'c' }),
      lead('r3', 'p', '2026-04-03', { customer: 'gone' }),
      churned('gone', '2026-04-04'),
    );
    expect(await shown('SELECT customer, state, won_in FROM ops.logos ORDER BY customer')).toEqual([
      { customer: 'a', state: 'won', won_in: '2026-Q1' },
      { customer: 'b', state: 'won', won_in: '2026-Q2' },
      { customer: 'c', state: 'pending', won_in: null },
    ]);
    expect(await shown('SELECT partner, quarter, wins, wins_needed, wins_missing, rate FROM ops.win_counter')).toEqual([
      { partner: 'p', quarter: '2026-Q2', wins: '1', wins_needed: '3', wins_missing: '2', rate: '0.15' },
    ]);
  });

  it("show tenants' revenue with its trend, and the seats that are left", async () => {
    await told(
      'reseller',
      partner('r', '2026-01-01', 'reseller'),
      brings('r', 'a', '2026-01-02'),
      brings('r', 'b', '2026-01-03'),
      ['2026-01-10', '2026-02-10', '2026-04-10'].map((at) => issued(`a ${at}`, 'a', at, 10_000)),
      issued('b 1', 'b', '2026-02-11', 5_000),
      issued('nobody 1', 'nobody', '2026-02-11', 5_000),
      paid('a paid', 'a', '2026-02-12', 10_000),
    );
    const months =
      'SELECT month, tenants, revenue_minor AS revenue, change_minor AS change, trend FROM ops.tenant_revenue ORDER BY month';
    expect(await shown(months)).toEqual([
      { month: '2026-01', tenants: '1', revenue: '10000', change: '10000', trend: null },
      { month: '2026-02', tenants: '2', revenue: '15000', change: '5000', trend: '0.5000' },
      { month: '2026-04', tenants: '1', revenue: '10000', change: '10000', trend: null },
    ]);
    const seats = 'SELECT promotion, slots, taken, seats_left FROM ops.promotion_seats';
    expect(await shown(seats)).toEqual([{ promotion: 'launch', slots: '3', taken: '1', seats_left: '2' }]);
  });

  it('show no seat of a promotion that was closed', async () => {
    await told('reseller', fact('promotion.closed', '2026-01-05', { promotion: 'launch' }));
    expect(await shown('SELECT slots, taken, seats_left FROM ops.promotion_seats')).toEqual([
      { slots: '3', taken: '0', seats_left: '0' },
    ]);
  });

  it.each([
    ['active, in its first year', 3, '2026-06-01', 'active', null],
    ['at risk, with too few customers in the window', 3, '2027-03-01', 'at_risk', null],
    ['locked for five years by its fiftieth customer', 50, '2027-03-01', 'locked_5y', '2031-02-19'],
    ['judged by its window again, once that is over', 50, '2031-02-19', 'at_risk', null],
  ])('show a reseller that is %s', async (_, customers, at, status, until) => {
    const names = Array.from({ length: customers }, (__, index) => `c${index}`);
    await told(
      'reseller',
      partner('r', '2026-01-01', 'reseller'),
      tell.link('r', 'CODE', '2026-01-01'),
      names.map((name) => tell.signedUp(name, '2026-01-02', { referralCode: 'CODE' })),
      names.map((name, index) => activated(name, index < 49 ? '2026-01-20' : '2026-02-19')),
      clock(at),
    );
    expect(await shown('SELECT status, locked_until::text AS until FROM ops.partner_status')).toEqual([
      { status, until },
    ]);
  });
});
