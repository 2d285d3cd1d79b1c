import { unpaidReasons } from './ops-unpaid-view';
import { month, time, type OpsView } from './ops-view';

/** The views on lines, balances, statements, payouts and the journal; amounts are in minor units. */
export function opsMoneyViews(schema: string): Readonly<Record<string, OpsView>> {
  const from = (table: string) => `FROM ${schema}.${table}`;
  return {
    lines: {
      about:
        'The lines of the ledger, amounts in minor units. holds: what keeps the invoice in hold, beside clearing and what holds the partner.',
      select: `SELECT program, partner, nullif(l.customer, '') AS customer, nullif(invoice, '') AS invoice, l.line, l.seq,
          l.reason, l.base_minor, l.rate, l.amount_minor,
          l.currency, l.state, h.holds, ${time('l.effective_at_ms', 'effective_at')}, ${time('l.posted_at_ms', 'posted_at')},
          ${month('l.month', 'month')}, ${time('l.clears_at_ms', 'clears_at')}, ${time('l.paid_at_ms', 'paid_at')}, l.payout, l.terms_version, l.cause
        ${from('lines')} l LEFT JOIN ${schema}.invoice_holds h USING (program, invoice, partner)`,
    },
    balances: {
      about: 'What stands in hold, in payable and in transit for a partner in one currency, in minor units.',
      select: `SELECT program, partner, currency, hold_minor, payable_minor, in_transit_minor ${from('accounts')}`,
    },
    money_in_hold: {
      about:
        'What a partner has in hold in one currency: how much clears when, and what holds it beside that, in minor units.',
      select: `SELECT program, partner, l.currency, ${time('l.clears_at_ms', 'clears_at')}, h.holds,
          sum(l.amount_minor) AS amount_minor
        ${from('lines')} l LEFT JOIN ${schema}.invoice_holds h USING (program, invoice, partner)
       WHERE l.paid_at_ms IS NULL AND l.state = 'hold' GROUP BY program, partner, l.currency, l.clears_at_ms, h.holds`,
    },
    unpaid: {
      about:
        'Why money is not paid, how much for each reason, and when that ends or who ends it, in minor units; several reasons may keep the same money back.',
      select: unpaidReasons(schema),
    },
    statement_months: {
      about: 'The sums of each accounting month with a posting, in minor units.',
      select: `SELECT program, partner, currency, ${month('month', 'month')}, accrued_minor, adjusted_minor, reversed_minor,
          paid_minor, fees_minor, withheld_minor, paid_minor - fees_minor - withheld_minor AS net_minor ${from('statement_months')}`,
    },
    payouts: {
      about:
        'Payouts that were made or proposed, in minor units; made_at of one that was not made is when it was proposed.',
      select: `SELECT program, payout, partner, currency, ${time('made_at_ms', 'made_at')}, rail, gross_minor, fee_minor,
          withheld_minor, net_minor, line_count, state, ${time('settled_at_ms', 'settled_at')}, reference ${from('payouts')}`,
    },
    trial_balance: {
      about: 'Totals of each account of the journal; the debits of a currency equal its credits.',
      select: `SELECT program, account, currency, debit_minor, credit_minor ${from('trial_balance')}`,
    },
    postings: {
      about: 'The journal: each row debits one account and credits another with the same amount, in minor units.',
      select: `SELECT program, seq, kind, about, debited, credited, currency, amount_minor,
          ${time('posted_at_ms', 'posted_at')} ${from('postings')}`,
    },
  };
}
