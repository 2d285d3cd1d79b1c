import type { EventType } from '@ledger/contracts/event-types';
import type { EventData } from '../ledger-event-json';
import type { Members } from './members';

/** The whole of an invoice, twice as often, or a part. */
const PARTS = [{}, {}, { amount: 700 }, { amount: 9_000 }];
const PERIODS = [
  { periodStart: '2026-01-01', periodEnd: '2026-02-01' },
  { periodStart: '2025-11-15', periodEnd: '2027-02-15' },
  { periodStart: '2026-12-20', periodEnd: '2027-01-20' },
];

/** Invoices, refunds and disputes. */
export function aboutMoney(members: Members, type: EventType): EventData {
  const { random, invoices, refunds, disputes, customers } = members;
  switch (type) {
    case 'invoice.paid':
    case 'invoice.issued': {
      const number = invoices.comesIn();
      const customer = customers[number % customers.length];
      return { invoice: invoices.named(number), customer, currency: members.currency, lines: lines(members) };
    }
    case 'payment.refunded': {
      const part = random.chance(0.5)
        ? { lines: [{ line: random.pick(['a', 'b', 'z']), amount: random.integer(0, 9_000) }] }
        : { amount: random.integer(0, 9_000) };
      return { refund: refunds.named(refunds.comesIn()), invoice: invoices.spokenOf(), ...part };
    }
    case 'payment.refund_failed':
      return { refund: refunds.spokenOf() };
    case 'dispute.opened':
      return { dispute: disputes.named(disputes.comesIn()), invoice: invoices.spokenOf(), ...random.pick(PARTS) };
    case 'dispute.closed': {
      const outcome = random.pick(['won', 'lost']);
      return { dispute: disputes.spokenOf(), invoice: invoices.spokenOf(), outcome, ...random.pick(PARTS) };
    }
    default:
      return { invoice: invoices.spokenOf() };
  }
}

function lines(members: Members) {
  const { random, terms, amounts } = members;
  const paid = terms.earnings.map(({ kind }) => kind);
  return ['a', 'b'].slice(0, random.integer(1, 2)).map((line) => {
    const earns = amounts === 'earning' && line === 'a';
    return {
      line,
      kind: random.pick(earns ? paid : [...paid, 'tax']),
      amount: earns ? random.integer(1_000, 20_000) : oddAmount(members),
      interval: random.pick(['month', 'year'] as const),
      ...(random.chance(0.5) ? random.pick(PERIODS) : {}),
    };
  });
}

function oddAmount({ random }: Members): number {
  return random.pick([0, 1, random.integer(1, 30_000), -random.integer(1, 9_000)]);
}
