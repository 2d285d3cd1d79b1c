import { rateOf } from '@ledger/kernel/rate';
import type { Terms } from '@ledger/program/terms';
import {
  activated,
  affiliate,
  approved,
  applied,
  brings,
  clock,
  issued,
  overridden,
  paid,
  partner,
  paysBy,
  publishes,
  rateSet,
  refunded,
  signsContract,
  sourced,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';
import { termsOf, type Preset } from '../../../test/rules/programs';

/** Version 2 of a preset, other than the first in some places. */
const second = (preset: Preset, changes: Partial<Terms>): Terms => ({ ...termsOf(preset), version: 2, ...changes });

/** A preset whose entries for a kind (or all) earn at another rate. */
function earningsAt(preset: Preset, rate: string): Terms['earnings'] {
  return termsOf(preset).earnings.map((earning) => ({ ...earning, rate: rateOf(rate) }));
}

const odoopbx = given('odoopbx', partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02')).when(
  paid('i1', 'a', '2026-01-31', 1000),
  paid('i2', 'a', '2026-02-01', 1000),
  paid('i3', 'a', '2026-02-10', 1000),
);

async function lines(history: History, name = 'p') {
  const ledger = await history.ledger();
  return ledger
    .linesOf(name)
    .map(
      ({ invoice, reason, rate, amount, termsVersion }) => `${invoice} ${reason} ${amount} at ${rate} v${termsVersion}`,
    );
}

describe('a version whose beginning has passed', () => {
  it('R-VER-12: judges anew what was earned since, by `rate_change`; what was earned before stays', async () => {
    const published = publishes(
      '2026-03-01',
      '2026-02-01',
      second('odoopbx', { earnings: earningsAt('odoopbx', '0.3') }),
    );
    expect(await lines(odoopbx.when(published))).toEqual([
      'i1 accrual 200 at 0.2 v1',
      'i2 accrual 200 at 0.2 v1',
      'i2 rate_change 100 at 0.3 v2',
      'i3 accrual 200 at 0.2 v1',
      'i3 rate_change 100 at 0.3 v2',
    ]);
    const later = odoopbx.when(published, refunded('r', 'i2', '2026-03-02', 500));
    expect((await later.ledger()).posted('p', 'i2')).toEqual(['accrual 200', 'rate_change 100', 'refund -150']);
  });

  it('R-VER-12: one that begins later reprices nothing', async () => {
    const published = publishes(
      '2026-03-01',
      '2026-03-15',
      second('odoopbx', { earnings: earningsAt('odoopbx', '0.3') }),
    );
    const after = odoopbx.when(published, paid('i4', 'a', '2026-03-14', 1000), paid('i5', 'a', '2026-03-15', 1000));
    expect((await lines(after)).slice(2)).toEqual([
      'i3 accrual 200 at 0.2 v1',
      'i4 accrual 200 at 0.2 v1',
      'i5 accrual 300 at 0.3 v2',
    ]);
  });

  it('R-VER-12: payouts that are made stay; what is owed back is repaid by later earnings', async () => {
    const history = given('odoopbx', partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02')).when(
      paysBy('p', '2026-01-03', 'paypal'),
      paid('i1', 'a', '2026-02-01', 200_000),
      clock('2026-02-10'),
      publishes('2026-03-01', '2026-02-01', second('odoopbx', { earnings: earningsAt('odoopbx', '0.1') })),
    );
    const ledger = await history.ledger();
    expect(ledger.payouts('p')).toEqual(['2026-02-02 40000']);
    expect(ledger.unpaid('p')).toBe('0 -20000 negative_balance');
  });

  it('R-VER-12: a kind that it pays for posts its first line by `rate_change`; one that it does not any more is taken back', async () => {
    const subscriptions = termsOf('odoopbx').earnings.filter(({ kind }) => kind === 'subscription');
    const earnings = subscriptions.map((earning) => ({ ...earning, kind: 'services' as const }));
    const history = given('odoopbx', partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02')).when(
      signsContract('a', '2026-01-03'),
      paid('i', 'a', '2026-02-01', [{ amount: 1000 }, { kind: 'services', amount: 500 }]),
      publishes('2026-03-01', '2026-02-01', second('odoopbx', { earnings })),
    );
    const ledger = await history.ledger();
    expect(ledger.linesOf('p').map(({ line, reason, base, amount }) => [line, reason, base, amount])).toEqual([
      ['l1', 'accrual', 1000, 200],
      ['l1', 'rate_change', 0, -200],
      ['l2', 'rate_change', 500, 100],
    ]);
  });

  it('R-VER-05: a posted line keeps its clearing time and version; the difference has those of the version now', async () => {
    const changes = { earnings: earningsAt('odoopbx', '0.3'), clearing: [{ tier: null, clearingDays: 10 }] };
    const ledger = await odoopbx.when(publishes('2026-03-01', '2026-02-10', second('odoopbx', changes))).ledger();
    expect(ledger.linesOf('p', 'i3').map((line) => [line.termsVersion, line.clearsAt, line.effectiveAt])).toEqual([
      [1, '2026-02-10T00:00:00.000Z', '2026-02-10T00:00:00.000Z'],
      [2, '2026-02-20T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
    ]);
  });

  it('R-VER-06: whether a line waits for an activation follows the version in force now for its earning event', async () => {
    const waiting = odoopbx.when(
      publishes('2026-03-01', '2026-02-10', second('odoopbx', { requiresActivation: true })),
    );
    expect((await waiting.ledger()).states('p')).toEqual(['payable', 'payable', 'hold not_activated']);
    expect((await waiting.when(activated('a', '2026-03-02')).ledger()).states('p')).toEqual([
      'payable',
      'payable',
      'payable',
    ]);
  });

  it('R-VER-07: an agreed rate stays, whatever the range of a later version', async () => {
    const range = { atLeast: rateOf('0.1'), atMost: rateOf('0.12') };
    const earnings = termsOf('three-tier').earnings.map((earning) =>
      earning.negotiable === null ? earning : { ...earning, rate: rateOf('0.11'), negotiable: range },
    );
    const history = given('three-tier', affiliate('p', '2026-01-01'), affiliate('q', '2026-01-01')).when(
      rateSet('p', '2026-01-02', '0.15'),
      overridden('a', '2026-01-03', [sourced('p'), sourced('q')]),
      paid('i', 'a', '2026-02-10', 2000),
      publishes('2026-03-01', '2026-02-01', second('three-tier', { earnings })),
      paid('j', 'a', '2026-03-02', 2000),
    );
    expect(await lines(history)).toEqual(['i accrual 150 at 0.15 v1', 'j accrual 150 at 0.15 v2']);
    expect(await lines(history, 'q')).toEqual([
      'i accrual 100 at 0.1 v1',
      'i rate_change 10 at 0.11 v2',
      'j accrual 110 at 0.11 v2',
    ]);
  });

  it('R-VER-08: a refund that a new true-up makes wait is given back, and taken at the end of the quarter', async () => {
    const history = given('three-tier', affiliate('p', '2026-01-01'), brings('p', 'a', '2026-01-02')).when(
      paid('i', 'a', '2026-02-10', 1000),
      refunded('r', 'i', '2026-02-11', 500),
      publishes('2026-03-01', '2026-02-01', second('three-tier', { trueUpTiers: ['referral'] })),
    );
    expect((await history.ledger()).posted('p')).toEqual(['accrual 100', 'refund -50', 'rate_change 50']);
    expect((await history.when(clock('2026-04-01')).ledger()).posted('p').at(-1)).toBe('true_up -50');
  });
});

describe('versions for some', () => {
  it('R-VER-09: another approval puts another version in force, by `rate_change`', async () => {
    const dearer = second('odoopbx', { appliesTo: 'new-partners', earnings: earningsAt('odoopbx', '0.3') });
    const history = given('odoopbx', publishes('2026-01-01', '2026-02-01', dearer)).when(
      applied('p', '2026-01-02'),
      overridden('a', '2026-01-03', [sourced('p')]),
      paid('i', 'a', '2026-02-10', 1000),
      approved('p', '2026-01-20'),
    );
    expect(await lines(history)).toEqual(['i accrual 300 at 0.3 v2', 'i rate_change -100 at 0.2 v1']);
  });

  it('R-VER-09: so does an earlier settling, for new customers', async () => {
    const dearer = second('odoopbx', { appliesTo: 'new-customers', earnings: earningsAt('odoopbx', '0.3') });
    const history = given('odoopbx', partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02')).when(
      publishes('2026-01-03', '2026-02-01', dearer),
      paid('i', 'a', '2026-02-10', 1000),
      signsContract('a', '2026-01-31'),
    );
    expect(await lines(history)).toEqual(['i accrual 300 at 0.3 v2', 'i rate_change -100 at 0.2 v1']);
  });

  it('R-VER-10: lines of two partners of an invoice wait for an activation each by its own version', async () => {
    const waits = second('odoopbx', { appliesTo: 'new-partners', requiresActivation: true });
    const history = given('odoopbx', partner('p', '2026-01-01'), publishes('2026-01-02', '2026-01-15', waits)).when(
      partner('q', '2026-01-20'),
      overridden('a', '2026-01-21', [sourced('p'), sourced('q')]),
      paid('i', 'a', '2026-02-10', 1000),
    );
    const ledger = await history.ledger();
    expect([ledger.linesOf('p')[0]?.termsVersion, ledger.linesOf('q')[0]?.termsVersion]).toEqual([1, 2]);
    expect(ledger.states('q')).toEqual(['hold not_activated']);
    expect(ledger.linesOf('p').map(({ holds }) => holds)).toEqual([[]]);
  });

  it('R-VER-11: whether an invoice is an earning event goes by the version for its customer, whoever is its partner', async () => {
    const subscriptions = termsOf('odoopbx').earnings.filter(({ kind }) => kind === 'subscription');
    const services = subscriptions.map((earning) => ({ ...earning, kind: 'services' as const }));
    const paysForServices = second('odoopbx', {
      appliesTo: 'new-partners',
      earnings: [...termsOf('odoopbx').earnings, ...services],
    });
    const history = given('odoopbx', publishes('2026-01-01', '2026-01-01', paysForServices)).when(
      partner('p', '2026-01-02', 'referral'),
      brings('p', 'a', '2026-01-03'),
      signsContract('a', '2026-01-04'),
      paid('i1', 'a', '2026-02-01', [{ kind: 'services', amount: 1000 }]),
      paid('i2', 'a', '2026-03-01', 1000),
      paid('i3', 'a', '2027-02-28', 1000),
    );
    const ledger = await history.ledger();
    expect(['i1', 'i2', 'i3'].map((invoice) => ledger.stands('p', invoice))).toEqual([0, 100, 100]);
  });
});

describe('a duration that the first earning event starts', () => {
  it('R-DUR-03: what earns in that event the version says that judges it, whichever judges the line that asks', async () => {
    const dropped = termsOf('reseller').earnings.filter(({ kind }) => kind !== 'overage');
    const history = given(
      'reseller',
      partner('p', '2026-01-01', 'reseller'),
      brings('p', 'a', '2026-01-02'),
      publishes('2026-05-01', '2026-07-01', second('reseller', { earnings: yearOf(dropped) })),
      issued('first', 'a', '2026-06-15', [
        { kind: 'overage', amount: 1000, periodStart: '2027-04-11', periodEnd: '2027-07-10' },
      ]),
      issued('within', 'a', '2028-04-10', [{ kind: 'platform_fee', amount: 1000 }]),
      issued('after', 'a', '2028-04-11', [{ kind: 'platform_fee', amount: 1000 }]),
    );
    const ledger = await history.ledger();
    expect(['first', 'within', 'after'].map((invoice) => ledger.stands('p', invoice) !== 0)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

const yearOf = (earnings: Terms['earnings']): Terms['earnings'] =>
  earnings.map((earning) => ({ ...earning, duration: { type: 'months', months: 12, from: 'first-service' } }));
