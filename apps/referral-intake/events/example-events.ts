const about = { specversion: '1.0', source: '/docs', program: 'plixo' };

const signedUp = {
  ...about,
  id: 'docs-1',
  type: 'customer.signed_up',
  time: '2026-12-01T10:00:00.000Z',
  data: { customer: 'docs-customer', name: 'Ada Example', email: 'ada@customer.example', referralCode: 'ALDER-26' },
};

const paid = {
  ...about,
  id: 'docs-2',
  type: 'invoice.paid',
  time: '2026-12-02T10:00:00.000Z',
  data: {
    invoice: 'docs-invoice',
    customer: 'docs-customer',
    currency: 'USD',
    lines: [{ line: 'docs-invoice-1', kind: 'subscription', amount: 12_000 }],
  },
};

/** Events that can be sent as they stand to a ledger with the sample data: a customer of a partner, and what it pays. */
export const EXAMPLE_EVENTS = {
  one: signedUp,
  list: [signedUp, paid],
  lines: `${JSON.stringify(signedUp)}\n${JSON.stringify(paid)}\n`,
};
