import {
  activated,
  adjusted,
  brings,
  clock,
  forfeited,
  paid,
  paidElsewhere,
  partner,
  payoutReturned,
  paysBy,
  paysTo,
  refunded,
  reinstated,
  suspended,
  taxForm,
  withholds,
  writtenOff,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';
import { presetBut, termsOf } from '../../../test/rules/programs';
import type { PayoutTerms } from '@ledger/program/terms';
import { rateOf } from '@ledger/kernel/rate';

/** Payouts as `po-1 paid 20000`, in the order of the contract. */
const payouts = async (history: History) =>
  (await history.ledger()).entries.payouts.map(({ payout, state, gross }) => `${payout} ${state} ${gross}`);
const unpaid = async (history: History, name = 'p') => (await history.ledger()).unpaid(name);
const but = (changes: Partial<PayoutTerms>) =>
  presetBut('odoopbx', { payout: { ...termsOf('odoopbx').payout, ...changes } });
const begun = (program: Parameters<typeof given>[0] = 'odoopbx') =>
  given(program, partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02'), paysTo('p', '2026-01-02', 'acct'));
/** Earns the partner a fifth of it at once: 100,000 is paid by the next day's run. */
const earns = (invoice: string, at: string, amount = 100_000) => paid(invoice, 'a', at, amount, 'EUR');

describe('a new payout method', () => {
  const waits = begun(but({ newMethodWaitDays: 3 }));

  it('R-METH-01: pays only so many days later, where rail or account are not as before', async () => {
    const changed = waits.when(paysTo('p', '2026-01-09T12:00', 'other'), earns('i', '2026-01-10'));
    expect(await unpaid(changed.when(clock('2026-01-12T11:59')))).toBe('0 20000 payout_method_new');
    expect(await payouts(changed.when(clock('2026-01-13')))).toEqual(['po-1 paid 20000']);
  });

  it('R-METH-02: not the first one, nor the same again; and setting a new one twice does not shorten its wait', async () => {
    expect(await payouts(waits.when(earns('i', '2026-01-03'), clock('2026-01-04')))).toEqual(['po-1 paid 20000']);
    const same = waits.when(paysTo('p', '2026-01-09', 'acct'), earns('i', '2026-01-09'), clock('2026-01-10'));
    expect(await payouts(same)).toEqual(['po-1 paid 20000']);
    const twice = waits.when(paysTo('p', '2026-01-09', 'b'), paysTo('p', '2026-01-10', 'b'), earns('i', '2026-01-10'));
    expect([
      await payouts(twice.when(clock('2026-01-11T12:00'))),
      await payouts(twice.when(clock('2026-01-12'))),
    ]).toEqual([[], ['po-1 paid 20000']]);
    const rail = waits.when(paysBy('p', '2026-01-09', 'manual'), earns('i', '2026-01-10'), clock('2026-01-11'));
    expect(await unpaid(rail)).toBe('0 20000 payout_method_new');
  });
});

describe('lines of a partner’s own', () => {
  it('R-OWN-01: an adjustment clears at once, obeys the partner’s holds, and is an accrual in the books', async () => {
    const history = begun().when(suspended('p', '2026-01-05'), adjusted('x', 'p', '2026-01-06', 500));
    const ledger = await history.ledger();
    expect(ledger.linesOf('p')).toMatchObject([
      { customer: null, invoice: null, line: 'x', seq: 1, base: null, rate: null, termsVersion: null, amount: 500 },
    ]);
    expect([ledger.unpaid('p'), ledger.states('p')]).toEqual(['500 0 suspended', ['hold suspended']]);
    expect((await history.when(reinstated('p', '2026-01-07')).ledger()).states('p')).toEqual(['payable']);
    expect(ledger.entries.trialBalance.map(({ account }) => account)).toEqual(['commission_expense', 'partner_hold:p']);
  });

  it('R-OWN-02: an adjustment’s id again: ignored, or a conflict', () => {
    const history = begun().when(adjusted('x', 'p', '2026-01-06', 500));
    expect(history.when(adjusted('x', 'p', '2026-01-07', 500)).verdict()).toBe('ignored');
    expect(history.when(adjusted('x', 'p', '2026-01-07', 501)).verdict()).toBe(
      "adjustment_conflict: data.adjustment: 'x'",
    );
    expect(history.when(adjusted('y', 'q', '2026-01-07', 5)).verdict()).toBe("unknown_partner: data.partner: 'q'");
  });

  it('R-OWN-03: a write-off takes at most what is owed, as it stands by its time, whatever holds', async () => {
    const owes = begun().when(
      earns('i', '2026-01-10'),
      refunded('r', 'i', '2026-01-12', 100_000),
      suspended('p', '2026-01-13'),
    );
    expect(owes.when(writtenOff('p', '2026-01-14', 20_001)).verdict()).toBe(
      "nothing_to_write_off: data.amount: '20001'",
    );
    expect(owes.when(writtenOff('p', '2026-01-14', 1, 'USD')).verdict()).toBe("nothing_to_write_off: data.amount: '1'");
    const history = owes.when(writtenOff('p', '2026-01-14', 5000), writtenOff('p', '2026-01-14', 15_000));
    expect(history.verdict()).toBe('accepted');
    expect([await unpaid(history), (await history.ledger()).stands('p')]).toEqual([null, 20_000]);
  });

  it('R-OWN-04: a forfeit takes exactly what is unpaid, in each currency with more than nothing', async () => {
    const history = begun().when(
      earns('i', '2026-01-10', 500),
      paid('j', 'a', '2026-01-10', 1000, 'USD'),
      adjusted('x', 'p', '2026-01-10', -7, { currency: 'JPY' }),
      forfeited('p', '2026-01-10T10:00'),
    );
    const ledger = await history.ledger();
    const lines = ledger.linesOf('p').filter(({ reason }) => reason === 'forfeit');
    expect(lines.map(({ seq, currency, amount }) => `${seq} ${currency} ${amount}`)).toEqual([
      '1 EUR -100',
      '2 USD -200',
    ]);
    expect(ledger.unpaid('p')).toBe('0 -7 negative_balance');
    const twice = history.when(forfeited('p', '2026-01-11'));
    expect([twice.verdict(), (await twice.ledger()).linesOf('p')]).toEqual(['accepted', ledger.linesOf('p')]);
  });
});

describe('what was paid elsewhere', () => {
  const history = begun().when(
    suspended('p', '2026-01-05'),
    earns('i', '2026-01-09', 500),
    earns('j', '2026-01-10', 700),
    adjusted('x', 'p', '2026-01-08', 3),
    paidElsewhere('2026-01-10', '2026-01-11'),
  );

  it('R-ELSE-01: every line earned before the time, whatever holds it; nothing of the partner’s own', async () => {
    expect(await payouts(history)).toEqual(['po-1 paid 100']);
    expect((await history.ledger()).entries.payouts).toMatchObject([{ rail: 'external', fee: 0, lines: 1 }]);
    expect(await unpaid(history)).toBe('143 0 suspended');
  });

  it('R-ELSE-02: returned, what had not cleared goes back to hold', async () => {
    const back = history.when(payoutReturned('po-1', '2026-01-12'));
    expect(await unpaid(back)).toBe('243 0 suspended');
    const free = history.when(reinstated('p', '2026-01-11T12:00'), payoutReturned('po-1', '2026-01-12'));
    expect(await unpaid(free)).toBe('0 243 below_minimum payout_failed');
  });
});

describe('withholding', () => {
  const plixo = (changes: Partial<PayoutTerms>) =>
    given(
      presetBut('plixo', { payout: { ...termsOf('plixo').payout, ...changes } }),
      partner('p', '2026-01-01'),
      brings('p', 'a', '2026-01-02'),
    ).when(activated('a', '2026-01-03'), paysBy('p', '2026-01-03', 'stripe'), paid('i', 'a', '2026-01-10', 100_000));
  const amounts = async (history: History) =>
    (await history.when(clock('2026-02-10')).ledger()).entries.payouts.map(
      ({ gross, fee, withheld, net }) => `${gross} - ${fee} - ${withheld} = ${net}`,
    );

  it('R-WITH-01: the partner’s own rate, from then on', async () => {
    const formed = plixo({}).when(taxForm('p', '2026-01-04', 'W-9', '2026-01-01'));
    expect(await amounts(formed.when(withholds('p', '2026-01-20', '0.24')))).toEqual(['10000 - 50 - 2400 = 7550']);
    expect(await amounts(formed.when(withholds('p', '2026-02-10', '0.24')))).toEqual(['10000 - 50 - 0 = 9950']);
    expect(await unpaid(formed.when(withholds('p', '2026-01-20', '1'), clock('2026-02-10')))).toBe(
      '0 10000 below_minimum',
    );
  });

  it('R-WITH-02: the terms’ rate where a tax form is missing or expired, instead of holding; the partner’s goes first', async () => {
    const backup = { requiresTaxForm: false, withholding: { rate: rateOf('0.3'), when: 'tax-form-missing' } } as const;
    expect(await amounts(plixo(backup))).toEqual(['10000 - 50 - 3000 = 6950']);
    const formed = plixo(backup).when(taxForm('p', '2026-01-04', 'W-9', '2026-01-01'));
    expect(await amounts(formed)).toEqual(['10000 - 50 - 0 = 9950']);
    expect(await amounts(plixo(backup).when(withholds('p', '2026-01-20', '0')))).toEqual(['10000 - 50 - 0 = 9950']);
  });
});
