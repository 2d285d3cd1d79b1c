import { termsToJson } from '@ledger/program/describe-terms-canonical';
import type { Terms } from '@ledger/program/terms';
import {
  activated,
  applied,
  approved,
  clicked,
  clock,
  fact,
  link,
  paid,
  partner,
  signedUp,
  signsContract,
  type Told,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';
import { presetThen, termsOf } from '../../../test/rules/programs';

const plixo = termsOf('plixo');
const { claims } = plixo;

function publishes(at: string, from: string, change: Partial<Terms>, appliesTo: Terms['appliesTo'] = 'all'): Told {
  const terms = termsToJson({ ...plixo, ...change });
  return fact('terms.published', at, { version: 2, effectiveFrom: from, appliesTo, terms });
}

const shortClicks = { claims: { ...claims, signups: { clickWindowDays: 5, graceMinutes: 0 } } };
const credits = async (history: History) => (await history.ledger()).credits('a');
const lost = async (history: History) => (await history.ledger()).lost('a');

/** A click ten days before the sign-up, and a close on 1 February. */
const clickedLongAgo = given('plixo', partner('p', '2025-01-01'), link('p', 'cp', '2025-01-02')).when(
  clicked('cp', 'k', '2025-01-10'),
  signedUp('a', '2025-01-20', { clickId: 'k' }),
);
const settled = clickedLongAgo.when(paid('i', 'a', '2025-02-01', 1000));

describe('versions of the terms that facts publish', () => {
  it('R-VER-13: attribution goes by the version in force for the customer at its settling', async () => {
    expect(await credits(settled.when(publishes('2025-03-01', '2025-02-02', shortClicks)))).toEqual(['p sourced 1']);
    const before = publishes('2025-01-05', '2025-02-01', shortClicks);
    const judged = given('plixo', partner('p', '2025-01-01'), before, link('p', 'cp', '2025-01-02')).when(
      clicked('cp', 'k', '2025-01-10'),
      signedUp('a', '2025-01-20', { clickId: 'k' }),
      paid('i', 'a', '2025-02-01', 1000),
    );
    expect([await credits(judged), await lost(judged)]).toEqual([[], ['p signup window_passed']]);
  });

  it('R-VER-14: one whose beginning has passed judges anew what it concerns, by lines with the reason rate_change', async () => {
    const anew = settled.when(publishes('2025-03-01', '2025-01-15', shortClicks));
    expect([await credits(anew), await lost(anew)]).toEqual([[], ['p signup window_passed']]);
    expect((await anew.ledger()).posted('p')).toEqual(['accrual 100', 'rate_change -100']);
  });

  it('R-VER-15: one for new customers is for those that settle then or have not', async () => {
    const forNew = (from: string) => publishes('2025-03-01', from, shortClicks, 'new-customers');
    expect(await credits(settled.when(forNew('2025-02-01')))).toEqual([]);
    expect(await credits(settled.when(forNew('2025-02-02')))).toEqual(['p sourced 1']);
    expect(await credits(clickedLongAgo.when(forNew('2025-02-01')))).toEqual([]);
  });

  it('R-VER-16: provisional credits are by the version in force at the program’s clock', async () => {
    const soon = clickedLongAgo.when(publishes('2025-01-21', '2025-02-01', shortClicks));
    expect(await credits(soon)).toEqual(['p sourced 1']);
    expect(await credits(soon.when(clock('2025-01-31T23:59')))).toEqual(['p sourced 1']);
    expect(await credits(soon.when(clock('2025-02-01')))).toEqual([]);
    expect((await soon.ledger('2025-02-01')).credits('a')).toEqual([]);
  });

  it('R-VER-17: whether an invoice closes goes by the version in force at its time for its customer', async () => {
    const paysNot: Partial<Terms> = { earnings: plixo.earnings.filter(({ kind }) => kind !== 'usage') };
    const settledAt = async (...told: Told[]) =>
      (await given('plixo', partner('p', '2025-01-01'), link('p', 'cp', '2025-01-02'), told).ledger()).attribution('a')
        ?.settledAt;
    const joins = [
      signedUp('a', '2025-01-20', { referralCode: 'cp' }),
      paid('i', 'a', '2025-02-01', [{ line: 'l', kind: 'usage', amount: 10 }]),
      activated('a', '2025-02-10'),
    ];
    expect(await settledAt(...joins)).toBe('2025-02-01T00:00:00.000Z');
    expect(await settledAt(...joins, publishes('2025-03-01', '2025-02-01', paysNot))).toBe('2025-02-10T00:00:00.000Z');
    const forNew = publishes('2025-03-01', '2025-01-25', paysNot, 'new-customers');
    expect(await settledAt(...joins, forNew)).toBe('2025-02-10T00:00:00.000Z');
    expect(await settledAt(...joins, signsContract('a', '2025-01-24'), forNew)).toBe('2025-01-24T00:00:00.000Z');
  });

  it('R-VER-18: holds and status are by the version in force at the moment for the partner', async () => {
    const certified: Partial<Terms> = { certification: 'certified_analyst' };
    const history = given('plixo', applied('p', '2025-01-01'), approved('p', '2025-01-01'));
    const statusAt = async (at: string, ...told: Told[]) =>
      (await history.when(told, clock(at)).ledger()).partner('p').status;
    const soon = publishes('2025-01-02', '2025-02-01', certified);
    expect([await statusAt('2025-01-31', soon), await statusAt('2025-02-01', soon)]).toEqual(['active', 'inactive']);
    const forNew = publishes('2025-01-02', '2025-01-02', certified, 'new-partners');
    expect(await statusAt('2025-02-01', forNew)).toBe('active');
    const published = publishes('2025-03-01', '2025-01-02', certified);
    expect(await statusAt('2025-02-01', published)).toBe('inactive');
  });

  it('R-VER-19: a version comes into force before the facts of later moments', () => {
    const certified: Partial<Terms> = { certification: 'certified_analyst' };
    const program = presetThen('plixo', '2025-02-01', certified);
    const decisions = given(
      program,
      applied('p', '2025-01-01'),
      approved('p', '2025-01-01'),
      clock('2025-03-01'),
    ).decisions();
    const standings = decisions.filter((decision) => decision.type === 'PartnerStandingChanged');
    expect(standings.map(({ holds, decidedAt }) => [holds, decidedAt]).at(-1)).toEqual([
      ['certification_missing'],
      Date.UTC(2025, 1, 1),
    ]);
  });

  it('R-VER-20: a bonus that a later version is the first to pay makes wins count', async () => {
    const { bonus: _, ...rest } = plixo;
    const without = presetThen('plixo', '2025-02-01', {});
    const first = { ...without, versions: [{ ...rest, bonus: null, publishedAt: null }] };
    const wins = given(first, partner('p', '2025-01-01'), link('p', 'cp', '2025-01-02')).when(
      signedUp('a', '2025-01-20', { referralCode: 'cp' }),
      activated('a', '2025-01-21'),
    );
    expect((await wins.ledger()).partner('p').wins).toEqual({});
    const bonus = wins.when(publishes('2025-03-01', '2025-03-01', {}));
    expect((await bonus.ledger()).partner('p').wins).toEqual({ '2025-Q1': 1 });
  });
});
