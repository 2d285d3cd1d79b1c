import { HistoryWriter, type History } from './history';

/** Four resellers for three slots, two kinds of line, rates agreed on at the ends of the range, a window just missed. */
function earningHistory(): History {
  const writer = new HistoryWriter('reseller');
  for (const partner of ['first', 'second', 'third', 'fourth']) writer.partner('2026-01-01', partner, 'reseller');
  writer
    .code('2026-01-01', 'first')
    .code('2026-01-01', 'fourth')
    .at('2026-01-01', 'partner.enrolled', { partner: 'uninvited', type: 'reseller' })
    .at('2026-01-01', 'partner.payout_method_set', { partner: 'second', rail: 'stripe', account: 'acct_2' })
    .at('2026-01-01', 'partner.payout_method_set', { partner: 'third', rail: 'paypal', account: 'third@example.org' })
    .at('2026-01-02', 'referral.clicked', { code: 'FOURTH', clickId: 'click-1' })
    .signup('2026-01-02', 'a', 'first')
    .signup('2026-01-02', 'b', 'fourth')
    .signup('2026-01-02', 'inactive', 'fourth')
    .at('2026-01-02', 'referral.submitted', { referral: 'lead-1', partner: 'second', customer: 'c' });
  for (const customer of ['a', 'b', 'c']) {
    writer
      .at('2026-01-03', 'customer.activated', { customer })
      .invoice('2026-01-15', 'invoice.issued', customer, [{ kind: 'platform_fee' }, { kind: 'overage' }])
      .invoice('2026-02-15', 'invoice.issued', customer, [{ kind: 'platform_fee' }, { kind: 'overage' }]);
  }
  return writer
    .invoice('2026-02-15', 'invoice.issued', 'inactive', [{ kind: 'overage' }])
    .until('2026-03-15')
    .at('2026-03-15', 'partner.rate_set', { partner: 'fourth', rate: '0', by: 'admin' })
    .at('2026-03-16', 'partner.rate_set', { partner: 'fourth', rate: '1', by: 'admin' })
    .at('2026-03-17', 'promotion.closed', { promotion: 'launch' })
    .at('2026-04-02T22:00:00Z', 'customer.signed_up', { customer: 'late', clickId: 'click-1' }) // 90 days, 12 hours
    .at('2026-04-03', 'customer.activated', { customer: 'late' })
    .justAfterGrace('2026-04-04', 'invoice.issued', 'overage', 'fourth')
    .written();
}

/** A reseller approved on 1 January 2025, with so many tenants onboarded at these times, looked at later. */
function activityHistory(now: string, ...tenants: readonly [time: string, count: number][]): History {
  const writer = new HistoryWriter('reseller').partner('2025-01-01', 'ada', 'reseller').code('2025-01-01', 'ada');
  for (const [time, count] of tenants) {
    for (let number = 1; number <= count; number++) {
      const customer = `${time}-${number}`;
      writer.signup(time, customer, 'ada').at(time, 'customer.activated', { customer });
    }
  }
  return writer.until(now).written();
}

export const resellerHistories: readonly History[] = [
  earningHistory(),
  // Exactly ten in the year before: active.
  activityHistory('2026-06-01', ['2025-08-01', 10]),
  // Eleven in thirteen months, nine of them in twelve: at risk, unless the window is longer.
  activityHistory('2026-06-01', ['2025-05-15', 2], ['2025-08-01', 9]),
  // No tenant at all, just after the year of grace.
  activityHistory('2026-01-15'),
  // The 50th tenant.
  activityHistory('2026-06-01', ['2025-02-01', 50]),
];
