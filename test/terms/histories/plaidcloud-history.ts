import { HistoryWriter } from './history';

function registration(deal: string, partner: string, customer: string, evidence?: string) {
  const relationship = 'current';
  return { deal, partner, customer, firstContactAt: '2026-01-01T10:00:00Z', relationship, evidence };
}

/** Registrations with and without evidence, an opted-out partner, a lapsed certificate, all kinds of lines. */
export const plaidcloudHistory = new HistoryWriter('plaidcloud')
  .partner('2026-01-01', 'ann', 'partner', ['certified_analyst'])
  .partner('2026-02-15', 'opted', 'partner', ['certified_analyst'])
  .partner('2026-01-01', 'uncertified', 'partner')
  .at('2026-01-01', 'partner.enrolled', { partner: 'uninvited', type: 'partner' })
  .at('2026-01-01', 'partner.payout_method_set', { partner: 'uncertified', rail: 'stripe', account: 'acct_1' })
  .at('2026-01-01', 'partner.payout_method_set', { partner: 'uncertified', rail: 'paypal', account: 'u@example.org' })
  .at('2026-01-03', 'deal.registered', registration('d1', 'ann', 'a', 'letter'))
  .at('2026-02-16', 'deal.registered', registration('d2', 'opted', 'b', 'letter'))
  .at('2026-01-03', 'deal.registered', registration('d3', 'uncertified', 'c', 'letter'))
  .at('2026-01-03', 'deal.registered', registration('d4', 'ann', 'd'))
  .invoice('2026-01-10', 'invoice.issued', 'a', [{ kind: 'subscription' }, { kind: 'usage' }, { kind: 'platform_fee' }])
  .invoice('2026-01-10', 'invoice.issued', 'c', [{ kind: 'subscription' }])
  .invoice('2026-02-10', 'invoice.issued', 'a', [{ kind: 'subscription' }])
  .at('2026-02-17', 'partner.revenue_share_opted_out', { partner: 'opted' })
  .invoice('2026-02-18', 'invoice.issued', 'b', [{ kind: 'subscription' }])
  .until('2026-04-02')
  .written();
