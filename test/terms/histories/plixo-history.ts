import { HistoryWriter } from './history';

/** Three wins in a quarter, a window just missed, a first year that ends, what holds money back, and a closed one. */
export const plixoHistory = new HistoryWriter('plixo')
  .partner('2026-01-01', 'pat', 'partner')
  .code('2026-01-01', 'pat')
  .at('2026-01-01', 'partner.tax_form_recorded', { partner: 'pat', form: 'W-9', signedOn: '2026-01-01' })
  .at('2026-01-01', 'partner.payout_method_set', { partner: 'pat', rail: 'stripe', account: 'acct_1' })
  .partner('2026-02-15', 'untaxed', 'partner')
  .at('2026-02-15', 'partner.payout_method_set', { partner: 'untaxed', rail: 'stripe', account: 'acct_2' })
  .at('2026-01-01', 'partner.enrolled', { partner: 'uninvited', type: 'partner' })
  .at('2026-01-02', 'referral.clicked', { code: 'PAT', clickId: 'click-1' })
  .signup('2026-01-02', 'a', 'pat')
  .signup('2026-01-02', 'b', 'pat')
  .signup('2026-01-02', 'c', 'pat')
  .signup('2026-01-02', 'inactive', 'pat')
  .at('2026-02-15', 'referral.submitted', { referral: 'lead-1', partner: 'untaxed', customer: 'd' })
  .at('2026-01-10', 'customer.activated', { customer: 'a' })
  .at('2026-01-10', 'customer.activated', { customer: 'b' })
  .invoice('2026-01-10', 'invoice.paid', 'a', [
    { kind: 'subscription', periodStart: '2026-01-01', periodEnd: '2026-02-01' },
    { kind: 'usage' },
    { kind: 'platform_fee' },
    { kind: 'overage' },
  ])
  .at('2026-02-20', 'customer.activated', { customer: 'd' })
  .invoice('2026-02-20', 'invoice.paid', 'd', [{ kind: 'usage' }])
  .invoice('2026-02-21', 'invoice.paid', 'inactive', [{ kind: 'usage' }])
  .at('2026-03-10', 'customer.activated', { customer: 'c' })
  .invoice('2026-03-10', 'invoice.paid', 'c', [{ kind: 'usage' }])
  .until('2026-05-01')
  // 90 days and 12 hours after the click.
  .at('2026-04-02T22:00:00Z', 'customer.signed_up', { customer: 'late', clickId: 'click-1' })
  .invoice('2026-04-03', 'invoice.paid', 'late', [{ kind: 'usage' }])
  .justAfterGrace('2026-04-04', 'invoice.paid', 'usage', 'pat')
  .at('2026-05-02', 'partner.acknowledgement_required', { partner: 'pat' })
  // After a year of service, but within one from the first payment.
  .invoice('2027-01-05', 'invoice.paid', 'a', [{ kind: 'subscription' }])
  .until('2027-03-01')
  .written();
