import { formatInstant, parseInstant, plusDays, type Instant } from '@ledger/kernel/instant';

const MOST_LINES = 10_000;
const START = parseInstant('2026-01-02T00:00:00Z') as Instant;

export interface LargeFact {
  readonly before: readonly object[];
  /** The third win of the quarter, which lifts everything earned in it. */
  readonly thirdWin: object;
  readonly after: readonly object[];
}

/** A history of plixo with one fact on which so many lines are posted; refunds follow on the first and the last of them. */
export function largeFact(lines: number, perInvoice = MOST_LINES): LargeFact {
  const invoices: object[] = [];
  for (let left = lines; left > 0; left -= perInvoice) {
    const id = invoices.length;
    invoices.push(
      event(`paid-${id}`, 'invoice.paid', START, {
        invoice: `i${id}`,
        customer: `c${id % 2}`,
        currency: 'USD',
        lines: Array.from({ length: Math.min(left, perInvoice) }, (_, line) => subscription(line)),
      }),
    );
  }
  const last = invoices.length - 1;
  const refunded = plusDays(START, 3);
  return {
    before: [
      event('applied', 'partner.applied', START, { partner: 'p', type: 'partner' }),
      event('approved', 'partner.approved', START, { partner: 'p' }),
      event('tax', 'partner.tax_form_recorded', START, { partner: 'p', form: 'W-9', signedOn: '2026-01-01' }),
      event('method', 'partner.payout_method_set', START, { partner: 'p', rail: 'stripe', account: 'acct' }),
      event('link', 'link.created', START, { partner: 'p', code: 'P' }),
      ...['c0', 'c1', 'c2'].map((customer) =>
        event(`${customer}-up`, 'customer.signed_up', START, { customer, referralCode: 'P' }),
      ),
      ...['c0', 'c1'].map((customer) => event(`${customer}-on`, 'customer.activated', START, { customer })),
      ...invoices,
    ],
    thirdWin: event('c2-on', 'customer.activated', plusDays(START, 2), { customer: 'c2' }),
    after: [
      event('r0', 'payment.refunded', refunded, { refund: 'r0', invoice: 'i0', lines: [{ line: '0', amount: 100 }] }),
      event('r1', 'payment.refunded', refunded, { refund: 'r1', invoice: `i${last}`, amount: 100 }),
      event('later', 'clock.advanced', plusDays(START, 60), {}),
    ],
  };
}

function subscription(line: number) {
  return { line: String(line), kind: 'subscription', amount: 10_000 };
}

function event(id: string, type: string, at: Instant, data: object): object {
  return { specversion: '1.0', id, source: 'test', type, time: formatInstant(at), program: 'plixo', data };
}
