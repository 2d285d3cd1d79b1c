import { statementColumn } from '@ledger/read-models/tables/statement-column';
import type { LineReason } from '@ledger/stages/commission/commission.decisions';
import {
  activated,
  brings,
  clock,
  closesPeriod,
  disputed,
  issued,
  overridden,
  paid,
  partner,
  paysBy,
  refunded,
  sourced,
  taxForm,
} from './facts';
import { given, type Ledger } from './given';

const plixo = given('plixo', partner('p', '2025-01-01'), brings('p', 'a', '2025-01-02')).when(
  activated('a', '2025-01-03'),
  taxForm('p', '2025-01-04', 'W-9', '2025-01-01'),
  paysBy('p', '2025-01-04', 'stripe'),
);
const earned = plixo.when(paid('i', 'a', '2025-01-10', 100_000));

/** The balances as `account debit credit`. */
const accounts = ({ entries }: Ledger) =>
  entries.trialBalance.map(({ account, debit, credit }) => `${account} ${debit} ${credit}`);
const statements = ({ entries }: Ledger) =>
  entries.statements.map(({ partner: _partner, currency: _currency, ...statement }) => statement);

describe('double entry', () => {
  it('R-BOOK-01: an accrual is commission_expense → partner_hold', async () => {
    expect(accounts(await earned.ledger())).toEqual(['commission_expense 10000 0', 'partner_hold:p 0 10000']);
  });

  it('R-BOOK-02: clearing is partner_hold → partner_payable, and back for a dispute', async () => {
    const unpaid = given('reseller', partner('p', '2025-01-01', 'reseller'), brings('p', 'a', '2025-01-02')).when(
      activated('a', '2025-01-03'),
      issued('i', 'a', '2025-01-10', [{ kind: 'overage', amount: 1000 }]),
    );
    expect(accounts(await unpaid.ledger())).toEqual([
      'commission_expense 500 0',
      'partner_hold:p 500 500',
      'partner_payable:p 0 500',
    ]);
    expect(accounts(await unpaid.when(disputed('d', 'i', '2025-01-11')).ledger())).toEqual([
      'commission_expense 500 0',
      'partner_hold:p 500 1000',
      'partner_payable:p 500 500',
    ]);
  });

  it('R-BOOK-03: a reversal is an accrual with the signs turned', async () => {
    const ledger = await earned.when(refunded('r', 'i', '2025-01-11', 40_000)).ledger();
    expect(accounts(ledger)).toEqual(['commission_expense 10000 4000', 'partner_hold:p 4000 10000']);
  });

  it('R-BOOK-04: a payout is partner_payable → in_transit → cash + rail_fees', async () => {
    expect(accounts(await earned.when(clock('2025-02-09')).ledger())).toEqual([
      'cash:stripe 0 9950',
      'commission_expense 10000 0',
      'in_transit:stripe 10000 10000',
      'partner_hold:p 10000 10000',
      'partner_payable:p 10000 10000',
      'rail_fees:stripe 0 50',
    ]);
  });

  it('R-BOOK-05: total debit equals total credit, per currency', async () => {
    const ledger = await earned
      .when(paid('j', 'a', '2025-01-11', 777, 'JPY'), refunded('r', 'j', '2025-01-12', 333), clock('2025-04-01'))
      .ledger();
    for (const currency of ['JPY', 'USD']) {
      const rows = ledger.entries.trialBalance.filter((entry) => entry.currency === currency);
      expect(rows.length).toBeGreaterThan(1);
      expect(rows.reduce((sum, { debit, credit }) => sum + debit - credit, 0)).toBe(0);
    }
  });
});

describe('statements', () => {
  it('R-STMT-01: closing = opening + accrued + adjusted + reversed − paid, opening = closing of the month before', async () => {
    const ledger = await earned
      .when(refunded('r', 'i', '2025-01-11', 20_000), overridden('a', '2025-02-03', [sourced('p'), sourced('q')]))
      .when(clock('2025-03-05'))
      .ledger();
    expect(statements(ledger)).toEqual([
      {
        month: '2025-01',
        opening: 0,
        accrued: 10_000,
        adjusted: 0,
        reversed: -2000,
        paid: 0,
        closing: 8000,
        fees: 0,
        withheld: 0,
        net: 0,
      },
      {
        month: '2025-02',
        opening: 8000,
        accrued: 0,
        adjusted: -4000,
        reversed: 0,
        paid: 4000,
        closing: 0,
        fees: 35,
        withheld: 0,
        net: 3965,
      },
      expect.objectContaining({ month: '2025-03', opening: 0, paid: 0, closing: 0, fees: 0, withheld: 0, net: 0 }),
    ]);
  });

  it('R-STMT-02: there is one for each month from the first posting to that of the clock', async () => {
    const ledger = await plixo.when(paid('i', 'a', '2025-03-10', 1000), clock('2025-06-01')).ledger();
    expect(ledger.entries.statements.map(({ month }) => month)).toEqual(['2025-03', '2025-04', '2025-05', '2025-06']);
  });

  it('R-STMT-03: those of a closed month never change; what belongs there is in the earliest open one', async () => {
    const closed = earned.when(closesPeriod('2025-01', '2025-02-02'));
    const before = statements(await closed.ledger())[0];
    const after = statements(await closed.when(refunded('r', 'i', '2025-01-20', 50_000)).ledger());
    expect(after[0]).toEqual(before);
    expect(after[1]).toMatchObject({ month: '2025-02', reversed: -5000, closing: 5000 });
  });

  it('R-STMT-04: payouts count in the month in which they are made', async () => {
    const ledger = await plixo
      .when(paid('i', 'a', '2025-01-29', 100_000), closesPeriod('2025-02', '2025-03-01'), clock('2025-03-02'))
      .ledger();
    expect(ledger.payouts('p')).toEqual(['2025-02-28 9950']);
    expect(statements(ledger)[1]).toMatchObject({ month: '2025-02', paid: 10_000, fees: 50, net: 9950 });
  });

  it.each([
    ['accrued', 'accrual'],
    ['reversed', 'refund dispute void clawback'],
    ['adjusted', 'bonus reattribution rate_change true_up correction'],
  ])('R-STMT-05: `%s` sums %s', (column, reasons) => {
    for (const reason of reasons.split(' ')) expect(statementColumn(reason as LineReason)).toBe(`${column}Minor`);
  });
});
