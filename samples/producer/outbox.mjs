// What the example sends. A real service writes such rows into a table of its own, in the transaction in which the thing
// happens, and sends them from there: so `id` and `time` are fixed once, and sending a row again says the same.
const PARTNERS = 'partner-ledger.partners.v1';
const CHECKOUT = 'partner-ledger.checkout.v1';
const REVENUE = 'partner-ledger.revenue.v1';

/** A row: the topic of the event's type, the key (the customer or the partner), the CloudEvent. */
function row(topic, key, source, [id, type, time, data]) {
  return { topic, key, event: { specversion: '1.0', id, source, type, time, program: 'plixo', data } };
}

const fromDesk = (...event) => row(PARTNERS, 'nightjar', 'partner-desk', event);
const fromCheckout = (...event) => row(CHECKOUT, 'cus-7001', 'checkout', event);
const fromBilling = (...event) => row(REVENUE, 'cus-7001', 'billing', event);

const lines = [{ line: '1', kind: 'subscription', amount: 120_000 }];
const paid = { invoice: 'inv-7001', customer: 'cus-7001', currency: 'USD', lines };

export const outbox = [
  fromDesk('desk-1', 'partner.applied', '2025-03-03T09:00:00Z', { partner: 'nightjar', type: 'partner' }),
  fromDesk('desk-2', 'partner.approved', '2025-03-04T09:00:00Z', { partner: 'nightjar', by: 'partner-desk' }),
  fromDesk('desk-3', 'link.created', '2025-03-04T10:00:00Z', { partner: 'nightjar', code: 'NIGHTJAR-25' }),
  fromCheckout('signup-7001', 'customer.signed_up', '2025-03-05T12:00:00Z', {
    customer: 'cus-7001',
    referralCode: 'NIGHTJAR-25',
  }),
  fromCheckout('activated-7001', 'customer.activated', '2025-03-06T12:00:00Z', { customer: 'cus-7001' }),
  fromBilling('paid-7001', 'invoice.paid', '2025-03-07T12:00:00Z', paid),
  // A mistake: an amount below zero is refused, and the verdict says where. Sent again in order, it would be taken.
  fromBilling('refund-7001', 'payment.refunded', '2025-03-20T12:00:00Z', {
    refund: 'ref-7001',
    invoice: 'inv-7001',
    amount: -500,
  }),
];
