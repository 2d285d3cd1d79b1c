import {
  clock,
  activated,
  affiliate,
  brings,
  enrolled,
  issued,
  overridden,
  paid,
  partner,
  refunded,
  signedUp,
  sourced,
  link,
} from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { presetBut, termsOf } from '../../../test/rules/programs';

const period = (periodStart: string, periodEnd: string) => ({ periodStart, periodEnd });
const plixo = given('plixo', partner('p', '2025-01-01'), brings('p', 'a', '2025-01-02'), activated('a', '2025-01-03'));

async function basesOf(history: typeof plixo, invoice: string, name = 'p') {
  const ledger = await history.ledger();
  return ledger.linesOf(name, invoice).map(({ base }) => base);
}

describe('durations', () => {
  it('R-DUR-01: `lifetime` never ends', async () => {
    const history = given(
      'reseller',
      partner('p', '2020-01-01', 'reseller'),
      brings('p', 'a', '2020-01-02'),
      issued('i1', 'a', '2020-02-01', [{ kind: 'platform_fee', amount: 1000 }]),
      // No event is more than ten years ahead of the clock.
      clock('2029-02-01'),
      clock('2037-02-01'),
      issued('i2', 'a', '2045-02-01', [{ kind: 'platform_fee', amount: 1000 }]),
    );
    expect(await basesOf(history, 'i2')).toEqual([1000]);
  });

  it('R-DUR-02: `first-payment` is every line of the kind on the first invoice that has one above 0, whoever earned on it', async () => {
    const ledger = await given(
      'three-tier',
      affiliate('p', '2026-01-01'),
      paid('i0', 'a', '2026-01-05', [{ amount: 5 }, { kind: 'outcome', amount: 0 }]),
      paid('i1', 'a', '2026-01-10', [
        { kind: 'outcome', amount: 1000 },
        { kind: 'outcome', amount: 2000 },
      ]),
      paid('i2', 'a', '2026-01-11', [{ kind: 'outcome', amount: 4000 }]),
      overridden('a', '2026-01-12', [sourced('p')]),
    ).ledger();
    expect(ledger.stands('p', 'i1')).toBe(300);
    expect(ledger.stands('p', 'i2')).toBe(0);
  });

  it('R-DUR-02: an earlier first payment that arrives late takes the place of the one before', async () => {
    const ledger = await given(
      'three-tier',
      affiliate('p', '2026-01-01'),
      brings('p', 'a', '2026-01-02'),
      paid('i2', 'a', '2026-01-11', [{ kind: 'outcome', amount: 4000 }]),
      paid('i1', 'a', '2026-01-10', [{ kind: 'outcome', amount: 1000 }]),
    ).ledger();
    expect([ledger.stands('p', 'i1'), ledger.stands('p', 'i2')]).toEqual([100, 0]);
  });

  it('R-DUR-03: `first-service` starts with the earliest service period of a line that earns in the first earning event', async () => {
    const history = plixo.when(
      paid('i1', 'a', '2026-01-20', [
        { kind: 'services', amount: 9, ...period('2025-06-01', '2025-07-01') },
        { kind: 'subscription', amount: 0, ...period('2025-07-01', '2025-08-01') },
        { amount: 100, ...period('2026-03-01', '2026-04-01') },
        { amount: 100, ...period('2026-02-01', '2026-03-01') },
      ]),
      paid('i2', 'a', '2027-01-31', [
        { amount: 100, ...period('2027-01-31', '2027-02-02') },
        { amount: 100, ...period('2027-02-01', '2027-02-02') },
      ]),
    );
    expect(await basesOf(history, 'i2')).toEqual([50]);
  });

  it('R-DUR-03: without a service period it starts on the date of that event', async () => {
    const history = plixo.when(
      paid('i1', 'a', '2026-01-20T23:59', 100),
      paid('i2', 'a', '2027-01-19T23:59', 100),
      paid('i3', 'a', '2027-01-20', 100),
    );
    expect(await basesOf(history, 'i2')).toEqual([100]);
    expect(await basesOf(history, 'i3')).toEqual([]);
  });

  it('R-DUR-04: `first-earning` starts on the date of the first earning event, whatever its service period', async () => {
    const history = given(
      'odoopbx',
      enrolled('f', '2025-01-01'),
      link('f', 'c', '2025-01-01'),
      signedUp('a', '2025-01-02', { referralCode: 'c' }),
      paid('i1', 'a', '2026-01-20', [{ amount: 100, ...period('2026-02-01', '2026-03-01') }]),
      paid('i2', 'a', '2026-06-01', [{ amount: 200, ...period('2027-01-19', '2027-01-21') }]),
    );
    expect(await basesOf(history, 'i2', 'f')).toEqual([100]);
  });

  it('R-DUR-05: ends so many calendar months later, the day clamped to the end of the month', async () => {
    const leap = given(
      presetBut('plixo', { timeZone: 'UTC' }),
      partner('p', '2023-01-01'),
      brings('p', 'a', '2023-01-02'),
      paid('i1', 'a', '2024-02-29', 100),
      paid('i2', 'a', '2025-02-27', 100),
      paid('i3', 'a', '2025-02-28', 100),
    );
    expect(await basesOf(leap, 'i2')).toEqual([100]);
    expect(await basesOf(leap, 'i3')).toEqual([]);
  });

  it('R-DUR-06: a service period earns for its days before the end, rounded; days before the start count', async () => {
    const start = plixo.when(paid('i1', 'a', '2026-03-01', [{ amount: 100, ...period('2026-03-01', '2026-04-01') }]));
    const two = start.when(paid('i2', 'a', '2026-03-02', [{ amount: 731_001, ...period('2026-03-01', '2028-03-01') }]));
    expect(await basesOf(two, 'i2')).toEqual([365_000]);
    const before = start.when(paid('i2', 'a', '2026-03-02', [{ amount: 70, ...period('2025-01-01', '2025-02-01') }]));
    expect(await basesOf(before, 'i2')).toEqual([70]);
    const after = start.when(paid('i2', 'a', '2026-03-02', [{ amount: 70, ...period('2027-03-01', '2027-03-02') }]));
    expect(await basesOf(after, 'i2')).toEqual([]);
    const touching = start.when(paid('i2', 'a', '2027-05-01', [{ amount: 70, ...period('2027-02-01', '2027-03-01') }]));
    expect(await basesOf(touching, 'i2')).toEqual([70]);
  });

  it('R-DUR-07: only `months` pro-rates', async () => {
    const [first] = termsOf('plixo').earnings;
    const forLife = presetBut('plixo', { earnings: [{ ...first!, duration: { type: 'lifetime' } }] });
    const history = given(
      forLife,
      partner('p', '2025-01-01'),
      brings('p', 'a', '2025-01-02'),
      paid('i1', 'a', '2026-03-01', [{ ...period('2026-03-01', '2029-03-01'), amount: 100, kind: first!.kind }]),
    );
    expect(await basesOf(history, 'i1')).toEqual([100]);
  });

  it('R-DUR-08: a refund takes back what the cut commission is of the whole line', async () => {
    const ledger = await plixo
      .when(
        paid('i1', 'a', '2026-03-01', [{ amount: 20_020, ...period('2026-03-01', '2028-02-29') }]),
        refunded('r', 'i1', '2026-03-05', 10_010),
      )
      .ledger();
    expect(ledger.posted('p')).toEqual(['accrual 1001', 'refund -501']);
  });

  it('R-DUR-09: a first earning event that arrives late moves the end of the duration', async () => {
    const history = plixo.when(paid('i2', 'a', '2026-06-01', 100), paid('i3', 'a', '2027-05-01', 100));
    expect(await basesOf(history, 'i3')).toEqual([100]);
    const late = await history.when(paid('i1', 'a', '2026-04-01', 100)).ledger();
    expect(late.posted('p', 'i3')).toEqual(['accrual 10', 'correction -10']);
  });

  it('R-DUR-03: an invoice that was refunded or earned for nobody remains the earning event that it was', async () => {
    const history = plixo.when(
      paid('i1', 'a', '2026-01-20', 100),
      refunded('r', 'i1', '2026-01-21', 100),
      paid('i2', 'a', '2027-01-20', 100),
    );
    expect(await basesOf(history, 'i2')).toEqual([]);
  });
});
