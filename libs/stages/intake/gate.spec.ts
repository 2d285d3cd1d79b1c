import { ReplayLedger } from '@ledger/runner/replay-ledger';
import {
  affiliate,
  applied,
  called,
  clock,
  lead,
  moment,
  paid,
  partner,
  recordedAt,
  suspended,
  tierSet,
  wrongFact,
  type Told,
} from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { presetThen } from '../../../test/rules/programs';

const plixo = given('plixo', partner('p', '2025-01-01'));
const says = (...told: Told[]) => plixo.when(told).verdict();

describe('ids', () => {
  const first = called('x', lead('r', 'p', '2025-02-01', { customer: 'a' }));

  it('R-GATE-01: the same event again is ignored, whatever the order of its keys', () => {
    expect(says(first, first)).toBe('ignored');
    const reordered = { ...first, data: { customer: 'a', partner: 'p', referral: 'r' } };
    expect(says(first, reordered)).toBe('ignored');
  });

  it('R-GATE-02: the same id with other content is rejected', () => {
    expect(says(first, called('x', lead('s', 'p', '2025-02-01', { customer: 'a' })))).toBe("id_reused: id: 'x'");
    expect(says(first, { ...first, at: '2025-02-02' })).toBe("id_reused: id: 'x'");
  });

  it('R-GATE-03: source and id identify an event together', () => {
    expect(says(first, called('x', lead('s', 'p', '2025-02-01', { customer: 'a' }), 'other'))).toBe('accepted');
    expect(says(first, { ...first, source: 'other' })).toBe('ignored');
  });

  it('R-GATE-04: a rejected event does not take its id', () => {
    const unknown = called('x', suspended('q', '2025-02-01'));
    const history = plixo.when(unknown, unknown, applied('q', '2025-01-01'), unknown, unknown);
    expect(history.verdicts().slice(2)).toEqual([
      "unknown_partner: data.partner: 'q'",
      "unknown_partner: data.partner: 'q'",
      'accepted',
      'accepted',
      'ignored',
    ]);
  });

  it('R-GATE-05: an ignored one takes its id, but moves no clock', async () => {
    const payment = paid('i', 'a', '2025-02-01', 100);
    const again = called('y', paid('i', 'a', '2025-03-01', 100));
    const history = plixo.when(payment, again, called('y', lead('r', 'p', '2025-02-01', { customer: 'a' })));
    expect(history.verdicts().slice(3)).toEqual(['ignored', "id_reused: id: 'y'"]);
    const ledger = await history.ledger();
    expect(ledger.entries.statements).toEqual([]);
    expect(
      (await plixo.when(payment, again, lead('r', 'p', '2025-01-31', { customer: 'a' })).ledger()).states('p'),
    ).toEqual(['hold clearing not_activated']);
  });

  it('R-GATE-06: `clock` is not part of the content that is compared', () => {
    expect(says(recordedAt('2025-02-01', first), recordedAt('2025-02-05', first))).toBe('ignored');
  });
});

describe('the first that applies', () => {
  it('R-GATE-07: envelope, id, type, schema, program, partner, conflict, the other rules', () => {
    const taken = called('x', clock('2025-01-02'));
    expect(says(taken, called('x', wrongFact('no.such', '2025-01-02', {})))).toBe("id_reused: id: 'x'");
    expect(says(wrongFact('no.such', '2025-01-02', {}))).toBe('unknown_type: no.such');
    expect(says(wrongFact('partner.tier_set', '2025-01-02', { partner: 'p' }))).toMatch(/^schema_invalid: data\.tier/);
    expect(says(tierSet('q', '2025-01-02', 'referral'))).toBe("not_in_program: type: 'partner.tier_set'");
    expect(says(suspended('q', '2025-01-02'))).toBe("unknown_partner: data.partner: 'q'");
    expect(says({ ...clock('2025-01-02'), at: 'soon' })).toMatch(/^schema_invalid: time/);
    const referral = lead('r', 'p', '2025-01-02', { customer: 'a' });
    const ahead = recordedAt('2025-01-01', { ...lead('r', 'p', '2025-01-03', { customer: 'b' }), at: '2025-01-03' });
    expect(says(referral, ahead)).toBe("referral_conflict: data.referral: 'r'");
  });

  it('R-GATE-08: an amount beyond 2^53 − 1 does not fit, one of 2^53 − 1 does', () => {
    expect(says(paid('i', 'a', '2025-01-02', 2 ** 53 - 1))).toBe('accepted');
    expect(says(paid('i', 'a', '2025-01-02', 2 ** 53))).toMatch(/^schema_invalid: data\.lines\[0\]\.amount/);
  });

  it('R-GATE-09: an unknown program is none of this one’s', () => {
    const arrived: unknown[] = [];
    const options = { programs: [], skipped: new Set<string>(['known']), asOf: null };
    const ledger = new ReplayLedger(options, { arrived: (arrival) => arrived.push(arrival), decided: () => undefined });
    const event = {
      specversion: '1.0',
      id: 'e',
      source: 's',
      type: 'clock.advanced',
      time: moment('2025-01-01'),
      data: {},
    };
    ledger.offer({ ...event, program: 'x' });
    ledger.offer({ ...event, program: 'known' });
    ledger.offer({ ...event, program: 'x', time: 'soon' });
    expect(arrived).toMatchObject([
      { program: '', verdict: { code: 'unknown_program', detail: "program: 'x'" } },
      { program: '', verdict: { code: 'schema_invalid' } },
    ]);
  });
});

describe('the clock', () => {
  it('R-CLOCK-01: is the highest time of the accepted events', async () => {
    const cleared = async (...told: Told[]) => {
      const earned = plixo.when(lead('r', 'p', '2025-02-01', { customer: 'a' }), paid('i', 'a', '2025-02-01', 10));
      return !(await earned.when(told).ledger()).states('p').includes('hold clearing not_activated');
    };
    expect(await cleared(clock('2025-03-02T23:59'))).toBe(false);
    expect(await cleared(clock('2025-03-03'))).toBe(true);
    expect(await cleared(clock('2025-03-03'), clock('2025-02-15'))).toBe(true);
    expect(await cleared(suspended('q', '2026-01-01'))).toBe(false);
  });

  it('R-CLOCK-02: moves to the later of an event’s time and the `clock` it carries', async () => {
    const late = recordedAt('2025-03-03', paid('i', 'a', '2025-02-01', 10));
    const history = plixo.when(lead('r', 'p', '2025-02-01', { customer: 'a' }), late);
    expect((await history.ledger()).states('p')).toEqual(['hold not_activated']);
    expect((await history.ledger()).linesOf('p')[0]?.effectiveAt).toBe('2025-02-01T00:00:00.000Z');
  });

  it('R-CLOCK-03: an event more than five minutes ahead of its `clock` is rejected', () => {
    const at = (time: string) => says(recordedAt('2025-02-01', clock(time)));
    expect(at('2025-02-01T00:05')).toBe('accepted');
    expect(at('2025-02-01T00:05:00.001Z')).toBe("time_in_future: time: '2025-02-01T00:05:00.001Z'");
    expect(says(recordedAt('2025-02-01', suspended('q', '2025-03-01')))).toBe("unknown_partner: data.partner: 'q'");
    expect(says(clock('2034-12-31'))).toBe('accepted');
  });

  it('R-CLOCK-04: with an end, what is after it is not applied, and every clock goes to it', async () => {
    const history = plixo.when(
      lead('r', 'p', '2025-02-01', { customer: 'a' }),
      paid('i', 'a', '2025-02-01', 10),
      recordedAt('2025-06-01', paid('j', 'a', '2025-02-02', 10)),
      paid('k', 'a', '2025-06-01', 10),
    );
    const ledger = await history.ledger('2025-03-03');
    expect(ledger.states('p')).toEqual(['hold not_activated']);
    expect((await history.ledger('2025-06-01')).states('p')).toHaveLength(3);
    expect((await history.ledger('2025-03-02T23:59')).states('p')).toEqual(['hold clearing not_activated']);
  });
});

describe('acceptance', () => {
  it('R-GATE-10: is decided by the facts recorded until then whose time is not after the event’s', () => {
    expect(given('plixo', applied('p', '2025-02-01')).when(suspended('p', '2025-02-01')).verdict()).toBe('accepted');
    expect(given('plixo', applied('p', '2025-02-01')).when(suspended('p', '2025-01-31')).verdict()).toBe(
      "unknown_partner: data.partner: 'p'",
    );
  });

  it('R-GATE-11: claims, touchpoints, links and overrides that name an unknown partner are recorded', () => {
    const history = given('three-tier', affiliate('p', '2025-01-01'));
    const names: Told[] = [
      lead('r', 'x', '2025-01-02', { customer: 'a' }),
      wrongFact('link.created', '2025-01-02', { partner: 'x', code: 'c' }),
      wrongFact('touchpoint.recorded', '2025-01-02', { partner: 'x', customer: 'a', kind: 'demo' }),
      wrongFact('joint_customer.recorded', '2025-01-02', { partner: 'x', customer: 'a' }),
      wrongFact('account.protection_lost', '2025-01-02', { partner: 'x', customer: 'a' }),
      wrongFact('attribution.overridden', '2025-01-02', {
        customer: 'a',
        credits: [{ partner: 'x', role: 'sourced' }],
        by: 's',
        evidence: 'e',
      }),
    ];
    for (const told of names) expect(history.when(told).verdict()).toBe('accepted');
  });

  it('R-VER-04: by the version of the terms in force for the partner at the event’s time', () => {
    const stricter = { approvalRequires: ['agreement', 'onboarding', 'quarterly_review'] };
    const all = given(presetThen('three-tier', '2025-06-01', stricter), affiliate('p', '2025-01-01'));
    const approves = (history: typeof all, at: string) =>
      history.when(wrongFact('partner.approved', at, { partner: 'p' })).verdict();
    expect([approves(all, '2025-05-31'), approves(all, '2025-06-01')]).toEqual([
      'accepted',
      'requirements_unmet: quarterly_review',
    ]);
    const newcomers = presetThen('three-tier', '2025-06-01', { ...stricter, appliesTo: 'new-partners' });
    expect(approves(given(newcomers, affiliate('p', '2025-01-01')), '2025-06-01')).toBe('accepted');
  });
});
