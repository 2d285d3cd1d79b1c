import { HistoryWriter } from './history';

const JANUARY = { periodStart: '2026-01-01', periodEnd: '2026-02-01' };

/** Both types of partner at their minimum, a year that ends, a window just missed, and pay by hand. */
export const odoopbxHistory = new HistoryWriter('odoopbx')
  .partner('2026-01-01', 'pro', 'partner')
  .code('2026-01-01', 'pro')
  .at('2026-01-01', 'partner.payout_method_set', { partner: 'pro', rail: 'paypal', account: 'pro@example.org' })
  .at('2026-01-01', 'partner.enrolled', { partner: 'friend', type: 'referral' })
  .code('2026-01-01', 'friend')
  .at('2026-01-01', 'partner.payout_method_set', { partner: 'friend', rail: 'paypal', account: 'f@example.org' })
  .at('2026-01-01', 'partner.enrolled', { partner: 'uninvited', type: 'partner' })
  .at('2026-01-02', 'referral.clicked', { code: 'PRO', clickId: 'click-1' })
  .signup('2026-01-02', 'a', 'pro')
  .signup('2026-01-02', 'b', 'friend')
  // Less than the minimum, and four days later exactly as much.
  .invoice('2026-01-06', 'invoice.paid', 'a', [{ kind: 'subscription', amount: 40_000 }], 'EUR')
  .invoice('2026-01-06', 'invoice.paid', 'b', [{ kind: 'subscription', amount: 40_000, ...JANUARY }], 'EUR')
  .invoice('2026-01-10', 'invoice.paid', 'a', [{ kind: 'subscription', amount: 60_000 }], 'EUR')
  .invoice('2026-01-10', 'invoice.paid', 'b', [{ kind: 'subscription', amount: 60_000 }], 'EUR')
  .invoice('2026-02-10', 'invoice.paid', 'a', [{ kind: 'subscription' }, { kind: 'usage' }])
  .invoice('2026-02-10', 'invoice.paid', 'b', [{ kind: 'subscription' }, { kind: 'usage' }])
  .partner('2026-02-15', 'applicant', 'referral')
  .code('2026-02-15', 'applicant')
  .signup('2026-02-16', 'c', 'applicant')
  .invoice('2026-02-20', 'invoice.paid', 'c', [{ kind: 'usage' }])
  .until('2026-04-02')
  // 90 days and 12 hours after the click.
  .at('2026-04-02T22:00:00Z', 'customer.signed_up', { customer: 'late', clickId: 'click-1' })
  .invoice('2026-04-03', 'invoice.paid', 'late', [{ kind: 'usage' }])
  .justAfterGrace('2026-04-04', 'invoice.paid', 'usage', 'pro')
  // After a year of service, but within one from the first payment; and after both.
  .invoice('2027-01-04', 'invoice.paid', 'b', [{ kind: 'subscription' }])
  .invoice('2027-01-20', 'invoice.paid', 'b', [{ kind: 'subscription' }])
  .until('2027-04-02')
  .written();
