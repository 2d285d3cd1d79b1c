import {
  activated,
  activationVoided,
  affiliate,
  called,
  clock,
  issued,
  joint,
  lead,
  met,
  overridden,
  paid,
  partner,
  signsContract,
  sourced,
  tierSet,
  touched,
  type Told,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';

const credits = async (history: History, customer = 'a') => (await history.ledger()).credits(customer);
const settledAt = async (history: History, customer = 'a') =>
  (await history.ledger()).attribution(customer)?.settledAt?.slice(0, 10) ?? null;

const plixo = given('plixo', partner('p', '2025-01-01'), partner('q', '2025-01-01')).when(
  lead('r', 'p', '2025-02-01', { customer: 'a' }),
);

describe('settling', () => {
  it.each([
    ['contract', signsContract('a', '2025-03-01')],
    ['activation', activated('a', '2025-03-01')],
    ['earning event', paid('i', 'a', '2025-03-01', 100)],
  ])('R-ATT-05: at the first %s', async (_, told) => {
    expect(await settledAt(plixo.when(told))).toBe('2025-03-01');
    const others = [signsContract('a', '2025-04-01'), activated('a', '2025-04-01'), paid('j', 'a', '2025-04-01', 100)];
    expect(await settledAt(plixo.when(told, others))).toBe('2025-03-01');
    expect(await settledAt(plixo.when(others, told))).toBe('2025-03-01');
  });

  it('R-ATT-05: not by an invoice that earns nothing, or that the program does not earn on', async () => {
    expect(await settledAt(plixo.when(paid('i', 'a', '2025-03-01', 0)))).toBeNull();
    expect(await settledAt(plixo.when(issued('i', 'a', '2025-03-01', 100)))).toBeNull();
    expect(await settledAt(plixo.when(activated('b', '2025-03-01')))).toBeNull();
  });

  it('R-ACT-07: a voided activation has settled it all the same', async () => {
    const history = plixo.when(activated('a', '2025-03-01'), activationVoided('a', '2025-03-02'));
    expect(await settledAt(history)).toBe('2025-03-01');
  });

  it('R-ATT-08: until then credits are provisional, as if it settled now', async () => {
    const touch = given('three-tier', affiliate('p', '2025-01-01'), touched('p', 'a', '2025-02-01'));
    expect(await settledAt(touch)).toBeNull();
    expect(await credits(touch.when(clock('2025-05-02')))).toEqual(['p influenced']);
    expect(await credits(touch.when(clock('2025-05-02T00:00:00.001Z')))).toEqual([]);
  });

  it('R-ATT-09: claims count in the order of their own times, whenever they arrive', async () => {
    const late = plixo.when(signsContract('a', '2025-03-01'), lead('s', 'q', '2025-01-31', { customer: 'a' }));
    expect(await credits(late)).toEqual(['q sourced 1']);
    expect((await late.ledger()).lost('a')).toEqual(['p lead later']);
  });

  it('R-ATT-09: a close that arrives late but is earlier settles it anew', async () => {
    const history = plixo.when(paid('i', 'a', '2025-03-01', 1000), signsContract('a', '2025-01-15'));
    const ledger = await history.ledger();
    expect([ledger.lost('a'), ledger.credits('a')]).toEqual([['p lead after_settling'], []]);
    expect(ledger.posted('p')).toEqual(['accrual 100', 'reattribution -100']);
  });

  it('shows customers with a claim, touchpoint or override only', async () => {
    const ledger = await given('plixo', signsContract('a', '2025-01-02'), overridden('b', '2025-01-03', [])).ledger();
    expect(ledger.entries.attributions).toEqual([{ customer: 'b', settledAt: null, credits: [], lost: [] }]);
  });
});

describe('overrides', () => {
  it('R-OVR-04: the latest one wins, by its own time', async () => {
    const first = overridden('a', '2025-03-01', [sourced('q')]);
    const second = overridden('a', '2025-03-02', [sourced('p', 2), sourced('q')]);
    expect(await credits(plixo.when(first, second))).toEqual(['p sourced 2', 'q sourced 1']);
    expect(await credits(plixo.when(second, first))).toEqual(['p sourced 2', 'q sourced 1']);
    const same = [called('y', overridden('a', '2025-03-01', [sourced('p')])), called('x', first)];
    expect(await credits(plixo.when(same))).toEqual(['p sourced 1']);
  });

  it('R-OVR-05: it is for all the customer’s revenue, from the first on', async () => {
    const ledger = await plixo
      .when(paid('i', 'a', '2025-02-10', 1000), overridden('a', '2025-09-01', [sourced('q')]))
      .ledger();
    expect([ledger.stands('p'), ledger.stands('q')]).toEqual([0, 100]);
  });

  it('R-OVR-06: a weight is 1 where none is given, and none for influenced credits', async () => {
    const history = given('three-tier', affiliate('p', '2025-01-01')).when(
      overridden('a', '2025-03-01', [sourced('p'), { partner: 'q', role: 'influenced', weight: 5 }]),
    );
    expect(await credits(history)).toEqual(['p sourced 1', 'q influenced']);
  });

  it('R-OVR-07: one that changes what is credited after another is told again', async () => {
    const history = plixo.when(overridden('a', '2025-03-01', []), overridden('a', '2025-03-02', [sourced('q')]));
    expect(await credits(history)).toEqual(['q sourced 1']);
    const emptied = plixo.when(overridden('a', '2025-03-01', [sourced('p')]));
    expect((await emptied.ledger()).lost('a')).toEqual([]);
  });
});

describe('joint customers, as the gate asks for them', () => {
  const joins = given(
    'three-tier',
    affiliate('p', '2025-01-01'),
    met('p', '2025-01-01', 'integration_live'),
    met('p', '2025-01-01', 'co_marketing'),
  );
  const rises = (at: string, ...told: Told[]) => joins.when(told, tierSet('p', at, 'integration')).verdict();
  const brought = (customer: string, activatedAt: string) => [
    lead(`l-${customer}`, 'p', '2025-01-05', { customer }),
    activated(customer, activatedAt),
  ];
  const missing = 'requirements_unmet: joint_customers';

  it('R-TIER-06: are customers recorded as joint, activated or not', () => {
    const three = ['a', 'b', 'c'].map((customer) => joint('p', customer, '2025-02-01'));
    expect(rises('2025-02-01', ...three)).toBe('accepted');
    expect(rises('2025-01-31', ...three)).toBe(missing);
    expect(rises('2025-02-01', ...three.slice(1), joint('p', 'b', '2025-02-01'))).toBe(missing);
    expect(rises('2025-02-01', ...['a', 'b', 'c'].map((customer) => joint('q', customer, '2025-02-01')))).toBe(missing);
  });

  it('R-TIER-07: and activated customers sourced to it, each once', () => {
    const two = [joint('p', 'a', '2025-02-01'), joint('p', 'b', '2025-02-01')];
    expect(rises('2025-02-01', ...two, ...brought('c', '2025-02-01'))).toBe('accepted');
    expect(rises('2025-02-01', ...two, ...brought('c', '2025-02-02'))).toBe(missing);
    expect(rises('2025-02-01', ...two, ...brought('b', '2025-02-01'))).toBe(missing);
    expect(rises('2025-02-03', ...two, ...brought('c', '2025-02-01'), activationVoided('c', '2025-02-02'))).toBe(
      missing,
    );
    expect(rises('2025-02-01', ...two, activated('c', '2025-02-01'))).toBe(missing);
  });

  it('R-TIER-08: by the facts recorded until then whose time is not after the event’s', () => {
    const two = [joint('p', 'a', '2025-01-02'), joint('p', 'b', '2025-01-02'), ...brought('c', '2025-02-01')];
    const takenAway = overridden('c', '2025-02-10', [sourced('q')]);
    expect(rises('2025-02-09', ...two, takenAway)).toBe('accepted');
    expect(rises('2025-02-10', ...two, takenAway)).toBe(missing);
    const given_ = [joint('p', 'a', '2025-01-02'), joint('p', 'b', '2025-01-02'), activated('c', '2025-01-20')];
    expect(rises('2025-02-10', ...given_, overridden('c', '2025-02-10', [sourced('p')]))).toBe('accepted');
    expect(rises('2025-02-09', ...given_, overridden('c', '2025-02-10', [sourced('p')]))).toBe(missing);
  });

  it('R-TIER-08: a customer that closes only later is sourced as of the event’s time', () => {
    const two = [joint('p', 'a', '2025-01-02'), joint('p', 'b', '2025-01-02')];
    const influencedLater = [touched('p', 'c', '2025-01-04'), activated('c', '2025-01-20')];
    expect(rises('2025-02-01', ...two, ...influencedLater)).toBe(missing);
  });
});
