import {
  brings,
  clock,
  closesPeriod,
  disputed,
  disputeClosed,
  paid,
  partner,
  payoutFailed,
  payoutReturned,
  payoutSettled,
  paysTo,
  railConnected,
  resumed,
  suspended,
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
