import {
  adjusted,
  brings,
  clock,
  paid,
  partner,
  payoutApproved,
  payoutDeclined,
  paysTo,
  suspended,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';
import { presetBut, termsOf } from '../../../test/rules/programs';
import type { PayoutTerms } from '@ledger/program/terms';

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
