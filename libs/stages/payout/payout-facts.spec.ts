import {
  activated,
  adjusted,
  brings,
  clock,
  closesPeriod,
  disputed,
  disputeClosed,
  forfeited,
  paid,
  paidElsewhere,
  partner,
  payoutApproved,
  payoutDeclined,
  payoutFailed,
  payoutReturned,
  payoutSettled,
  paysBy,
  paysTo,
  railConnected,
  refunded,
  reinstated,
  resumed,
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

describe('a rail', () => {
  it('R-RAIL-01: answers at once, with success, until it is connected', async () => {
    const history = begun().when(
      earns('i', '2026-01-10'),
      clock('2026-01-11T10:00'),
      railConnected('paypal', '2026-01-11T11:00'),
    );
    expect(await payouts(history.when(earns('j', '2026-01-12'), clock('2026-01-13')))).toEqual([
      'po-1 paid 20000',
      'po-2 in_transit 20000',
    ]);
    expect(await payouts(history.when(railConnected('manual', '2026-01-12')))).toEqual(['po-1 paid 20000']);
  });

  it('R-RAIL-02: connected again changes nothing; one that the program has not is refused', () => {
    const history = begun().when(railConnected('paypal', '2026-01-03'), railConnected('paypal', '2026-01-04'));
    expect(history.verdict()).toBe('accepted');
    expect(history.when(railConnected('stripe', '2026-01-05')).verdict()).toBe("not_in_program: data.rail: 'stripe'");
  });
});

describe('an answer', () => {
  const waiting = begun().when(railConnected('paypal', '2026-01-03'), earns('i', '2026-01-10'));

  it('R-ANS-01: is judged by the state in which everything due up to its time has happened', async () => {
    expect(waiting.when(payoutSettled('po-1', '2026-01-10T23:59')).verdict()).toBe(
      "unknown_payout: data.payout: 'po-1'",
    );
    const history = waiting.when(payoutSettled('po-1', '2026-01-11T00:00', { reference: 'tr' }));
    expect(history.verdict()).toBe('accepted');
    expect((await history.ledger()).entries.payouts).toMatchObject([
      { at: '2026-01-11T00:00:00.000Z', state: 'paid', settledAt: '2026-01-11T00:00:00.000Z', reference: 'tr' },
    ]);
  });

  it('R-ANS-02: one that is refused leaves everything as it was, however far ahead it is', async () => {
    const refused = waiting.when(payoutSettled('po-9', '2026-06-01'));
    expect(refused.verdict()).toBe("unknown_payout: data.payout: 'po-9'");
    expect(await payouts(refused)).toEqual([]);
    const later = refused.when(suspended('p', '2026-01-10T12:00'), clock('2026-01-12'));
    expect([await payouts(later), await unpaid(later)]).toEqual([[], '0 20000 suspended']);
  });

  it('R-ANS-03: has to fit the state: settled or failed in transit, returned once paid', () => {
    const settled = waiting.when(payoutSettled('po-1', '2026-01-11T10:00'));
    expect(waiting.when(payoutReturned('po-1', '2026-01-11T10:00')).verdict()).toBe(
      "payout_state: data.payout: 'po-1'",
    );
    expect(settled.when(payoutFailed('po-1', '2026-01-12')).verdict()).toBe("payout_state: data.payout: 'po-1'");
    expect(settled.when(payoutSettled('po-1', '2026-01-12', { fee: 5 })).verdict()).toBe(
      "payout_state: data.payout: 'po-1'",
    );
    const back = settled.when(payoutReturned('po-1', '2026-01-12'));
    expect(back.verdict()).toBe('accepted');
    expect(back.when(payoutReturned('po-1', '2026-01-13', 'other')).verdict()).toBe(
      "payout_state: data.payout: 'po-1'",
    );
  });

  it('R-ANS-04: told again with another id is ignored; a resumption is one of its own each time', () => {
    const settled = waiting.when(payoutSettled('po-1', '2026-01-11T10:00'), payoutSettled('po-1', '2026-01-11T11:00'));
    expect(settled.verdict()).toBe('ignored');
    expect(waiting.when(resumed('p', '2026-01-12'), resumed('p', '2026-01-13')).verdict()).toBe('accepted');
  });

  it('R-ANS-05: what the rail took beyond the fee of the terms is the program’s, not the partner’s', async () => {
    const ledger = await waiting.when(payoutSettled('po-1', '2026-01-11T10:00', { fee: 7 })).ledger();
    const books = ledger.entries.trialBalance.map(({ account, debit, credit }) => `${account} ${debit - credit}`);
    expect(books).toEqual(
      expect.arrayContaining(['rail_fee_variance:paypal 7', 'cash:paypal -20007', 'in_transit:paypal 0']),
    );
    expect(ledger.entries.statements).toMatchObject([{ paid: 20_000, fees: 0, net: 20_000 }]);
  });

  it('R-ANS-06: after a failure all is payable again, and nothing is paid until a later method or resumption', async () => {
    const failed = waiting.when(payoutFailed('po-1', '2026-01-12'));
    expect(await unpaid(failed.when(clock('2026-01-14')))).toBe('0 20000 payout_failed');
    expect(await payouts(failed.when(paysTo('p', '2026-01-11', 'new'), clock('2026-01-14')))).toHaveLength(1);
    for (const mended of [resumed('p', '2026-01-13'), paysTo('p', '2026-01-13', 'acct')]) {
      expect(await payouts(failed.when(mended, clock('2026-01-14')))).toEqual([
        'po-1 failed 20000',
        'po-2 in_transit 20000',
      ]);
    }
  });

  it('R-ANS-07: lines of a failed payout are in hold where a dispute freezes them, and payable again without', async () => {
    const disputes = waiting.when(
      clock('2026-01-11'),
      disputed('d', 'i', '2026-01-11T10:00'),
      payoutFailed('po-1', '2026-01-12'),
    );
    expect((await disputes.ledger()).states('p')).toEqual(['hold dispute']);
    expect((await disputes.when(disputeClosed('d', 'i', '2026-01-13', 'won')).ledger()).states('p')).toEqual([
      'payable',
    ]);
  });

  it('R-ANS-08: a failure and a return count in the month of their fact, negatively, or in the earliest open one', async () => {
    const settled = waiting.when(payoutSettled('po-1', '2026-01-11T10:00'));
    const back = settled.when(payoutReturned('po-1', '2026-02-03'));
    const paidIn = async (history: History) =>
      (await history.ledger()).entries.statements.map(({ month, paid: sum }) => `${month} ${sum}`);
    expect(await paidIn(back)).toEqual(['2026-01 20000', '2026-02 -20000']);
    const late = settled.when(closesPeriod('2026-01', '2026-02-03'), payoutReturned('po-1', '2026-01-20'));
    expect(await paidIn(late)).toEqual(['2026-01 20000', '2026-02 -20000']);
  });
});

describe('who bears the fee of a returned payout', () => {
  const fees = (onReturn: 'ours' | 'partner') =>
    begun(but({ fees: [{ rail: null, rate: rateOf('0'), fixedMinor: { EUR: 10n as never }, onReturn }] })).when(
      earns('i', '2026-01-10'),
      payoutReturned('po-1', '2026-01-12'),
    );

  it('R-FEE-01: the program, unless the terms in force then say the partner: by an adjustment', async () => {
    expect(await unpaid(fees('ours'))).toBe('0 20000 payout_failed');
    const ledger = await fees('partner').ledger();
    expect(ledger.unpaid('p')).toBe('0 19990 below_minimum payout_failed');
    expect(ledger.linesOf('p')[0]).toMatchObject({ reason: 'adjustment', amount: -10, customer: null, cause: 'e0007' });
    expect(ledger.linesOf('p')[0]?.line).toBe('e0007');
  });
});

describe('approval', () => {
  const program = but({ approval: { aboveMinor: { EUR: 30_000n as never } } });
  const always = but({ approval: { aboveMinor: {} } });
  const proposed = begun(always).when(earns('i', '2026-01-10'), clock('2026-01-11T10:00'));

  it('R-PROP-01: the run proposes instead, and reserves nothing', async () => {
    const ledger = await proposed.ledger();
    expect(ledger.entries.payouts).toMatchObject([{ payout: 'po-1', state: 'proposed', settledAt: null }]);
    expect([ledger.unpaid('p'), ledger.states('p')]).toEqual(['0 20000 approval_pending', ['payable']]);
    expect(ledger.entries.statements).toMatchObject([{ paid: 0 }]);
  });

  it('R-PROP-02: only above an amount, where the terms name one; a currency not named: always', async () => {
    expect(await payouts(begun(program).when(earns('i', '2026-01-10'), clock('2026-01-11')))).toEqual([
      'po-1 paid 20000',
    ]);
    const above = begun(program).when(earns('i', '2026-01-10', 150_001), clock('2026-01-11'));
    expect(await payouts(above)).toEqual(['po-1 paid 30000'].map((text) => text));
    expect(await payouts(begun(program).when(earns('i', '2026-01-10', 150_005), clock('2026-01-11')))).toEqual([
      'po-1 proposed 30001',
    ]);
    const other = begun(program).when(paid('i', 'a', '2026-01-10', 100_000, 'USD'), clock('2026-01-11'));
    expect(await payouts(other)).toEqual(['po-1 proposed 20000']);
  });

  it('R-PROP-03: an approval makes it, at its own time, exactly as proposed; else it is refused', async () => {
    const approved = proposed.when(payoutApproved('po-1', '2026-01-11T12:00'));
    expect((await approved.ledger()).entries.payouts).toMatchObject([
      { payout: 'po-1', state: 'paid', at: '2026-01-11T12:00:00.000Z', settledAt: '2026-01-11T12:00:00.000Z' },
    ]);
    expect(approved.when(payoutApproved('po-1', '2026-01-11T13:00')).verdict()).toBe('ignored');
    expect(approved.when(payoutApproved('po-1', '2026-01-11T13:00', 'another')).verdict()).toBe(
      "payout_state: data.payout: 'po-1'",
    );
    const more = proposed.when(earns('j', '2026-01-11T11:00', 5), payoutApproved('po-1', '2026-01-11T12:00'));
    expect(more.verdict()).toBe("payout_changed: data.payout: 'po-1'");
    const held = proposed.when(suspended('p', '2026-01-11T11:00'), payoutApproved('po-1', '2026-01-11T12:00'));
    expect(held.verdict()).toBe("payout_changed: data.payout: 'po-1'");
  });

  it('R-PROP-04: the next run replaces it where it would pay other lines; the number is gone', async () => {
    const stays = proposed.when(clock('2026-01-13'));
    expect(await payouts(stays)).toEqual(['po-1 proposed 20000']);
    expect(await payouts(proposed.when(suspended('p', '2026-01-11T11:00'), clock('2026-01-13')))).toEqual([
      'po-1 proposed 20000',
    ]);
    const more = proposed.when(earns('j', '2026-01-11T11:00', 500), clock('2026-01-13'));
    expect(await payouts(more)).toEqual(['po-2 proposed 20100']);
    expect(more.when(payoutApproved('po-1', '2026-01-13')).verdict()).toBe("payout_state: data.payout: 'po-1'");
    expect(more.when(payoutApproved('po-2', '2026-01-13')).verdict()).toBe('accepted');
  });

  it('R-PROP-05: declined, exactly those lines are not proposed again', async () => {
    const declined = proposed.when(payoutDeclined('po-1', '2026-01-11T12:00'), clock('2026-01-13'));
    expect([await payouts(declined), await unpaid(declined)]).toEqual([['po-1 declined 20000'], '0 20000 declined']);
    expect(declined.when(payoutApproved('po-1', '2026-01-13')).verdict()).toBe("payout_state: data.payout: 'po-1'");
    const more = declined.when(earns('j', '2026-01-13T10:00', 500), clock('2026-01-14'));
    expect(await payouts(more)).toEqual(['po-1 declined 20000', 'po-2 proposed 20100']);
  });

  it('R-PROP-06: four eyes: not by whom set the payout method last, nor posted an adjustment that it pays', () => {
    const set = proposed.when(paysTo('p', '2026-01-11T11:00', 'acct', 'eve'));
    expect(set.when(payoutApproved('po-1', '2026-01-11T12:00', 'eve')).verdict()).toBe(
      "own_change: data.payout: 'po-1'",
    );
    expect(set.when(payoutApproved('po-1', '2026-01-11T12:00', 'ann')).verdict()).toBe('accepted');
    const again = set.when(paysTo('p', '2026-01-11T11:30', 'acct', 'ann'));
    expect(again.when(payoutApproved('po-1', '2026-01-11T12:00', 'eve')).verdict()).toBe('accepted');
    const bonus = begun(always).when(
      adjusted('x', 'p', '2026-01-10', 20_000, { by: 'eve' }),
      clock('2026-01-11T10:00'),
    );
    expect(bonus.when(payoutApproved('po-1', '2026-01-11T12:00', 'eve')).verdict()).toBe(
      "own_change: data.payout: 'po-1'",
    );
  });
});

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
