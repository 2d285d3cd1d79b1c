import { HistoryWriter, type History } from './history';

const TIERS = {
  integration: { requirements: ['integration_live', 'co_marketing'], jointCustomers: 3 },
  solution: { requirements: ['dedicated_contact', 'quarterly_review'], jointCustomers: 10 },
} as const;

/** A program in which partners are approved and raised with exactly what their tier asks for. */
class ThreeTierWriter extends HistoryWriter {
  constructor() {
    super('three-tier');
  }

  referral(partner: string): this {
    return this.partner('2026-01-01', partner, 'partner', ['agreement', 'onboarding']).code('2026-01-01', partner);
  }

  raised(partner: string, tier: keyof typeof TIERS): this {
    const { requirements, jointCustomers } = TIERS[tier];
    this.referral(partner);
    for (let number = 1; number <= jointCustomers; number++) {
      this.at('2026-01-01', 'joint_customer.recorded', { partner, customer: `joint-${number}` });
    }
    for (const [index, requirement] of requirements.entries()) {
      // Tried before the last of them is met.
      if (index === requirements.length - 1) this.at('2026-01-01', 'partner.tier_set', { partner, tier });
      this.at('2026-01-01', 'partner.requirement_met', { partner, requirement });
    }
    return this.at('2026-01-01', 'partner.tier_set', { partner, tier });
  }

  registration(time: string, deal: string, partner: string, customer: string, firstContact = time): this {
    const firstContactAt = `${firstContact.slice(0, 10)}T09:00:00Z`;
    return this.at(time, 'deal.registered', { deal, partner, customer, firstContactAt, relationship: 'prospective' });
  }
}

/** A tier cannot be set with the first of its requirements missing either. */
function missingFirst(tier: keyof typeof TIERS): History {
  const { requirements, jointCustomers } = TIERS[tier];
  const writer = new ThreeTierWriter().referral('ref');
  for (let number = 1; number <= jointCustomers; number++) {
    writer.at('2026-01-01', 'joint_customer.recorded', { partner: 'ref', customer: `joint-${number}` });
  }
  writer.at('2026-01-01', 'partner.requirement_met', { partner: 'ref', requirement: requirements[1] });
  return writer.at('2026-01-01', 'partner.tier_set', { partner: 'ref', tier }).written();
}

const KINDS = ['subscription', 'usage', 'outcome'];

/** What each tier earns on each kind, first and later; what it gives back; which rates may be agreed on. */
function earningHistory(): History {
  const writer = new ThreeTierWriter().referral('ref').raised('int', 'integration').raised('sol', 'solution');
  const partners = ['ref', 'int', 'sol'];
  for (const partner of partners) {
    writer.signup('2026-01-02', `${partner}-stays`, partner).signup('2026-01-02', `${partner}-goes`, partner);
    writer.signup('2026-01-02', `${partner}-went`, partner);
    const first = KINDS.map((kind) => ({ kind, periodStart: '2026-01-01', periodEnd: '2026-02-01' }));
    writer.invoice('2026-01-10', 'invoice.paid', `${partner}-stays`, first);
    writer.invoice('2026-01-10', 'invoice.paid', `${partner}-goes`, [{ kind: 'usage' }]);
    writer.invoice('2026-01-10', 'invoice.paid', `${partner}-went`, [{ kind: 'usage' }]);
    writer.invoice(
      '2026-02-10',
      'invoice.paid',
      `${partner}-stays`,
      KINDS.map((kind) => ({ kind })),
    );
  }
  writer
    .at('2026-02-12', 'customer.churned', { customer: 'ref-goes' })
    .at('2026-03-12', 'customer.churned', { customer: 'ref-went' }) // on day 61
    .at('2026-02-12', 'customer.churned', { customer: 'int-goes' })
    .at('2026-04-11', 'customer.churned', { customer: 'int-went' }); // on day 91
  for (const [partner, rates] of Object.entries({
    ref: ['0.095', '0.155'],
    int: ['0.195', '0.255'],
    sol: ['0.295', '0.405'],
  })) {
    for (const rate of rates) writer.at('2026-04-12', 'partner.rate_set', { partner, rate, by: 'manager' });
  }
  // After a year of service, but within one from the first payment.
  writer.invoice(
    '2027-01-05',
    'invoice.paid',
    'ref-stays',
    KINDS.map((kind) => ({ kind })),
  );
  return writer.until('2027-03-02').written();
}

/** A solution partner's refund within the quarter, ways to be paid, an ended engagement, violations. */
function conductHistory(): History {
  const writer = new ThreeTierWriter().raised('sol', 'solution').referral('ref').referral('bad').referral('worse');
  return writer
    .at('2026-01-02', 'partner.payout_method_set', { partner: 'ref', rail: 'stripe', account: 'acct_1' })
    .at('2026-01-02', 'partner.payout_method_set', { partner: 'ref', rail: 'paypal', account: 'ref@example.org' })
    .at('2026-01-02', 'partner.enrolled', { partner: 'uninvited', type: 'partner' })
    .signup('2026-01-02', 'a', 'sol')
    .at('2026-01-10', 'invoice.paid', {
      invoice: 'refunded',
      customer: 'a',
      currency: 'USD',
      lines: [{ line: 'l1', kind: 'usage', amount: 100_000 }],
    })
    .at('2026-01-20', 'payment.refunded', { refund: 'r1', invoice: 'refunded', amount: 50_000 })
    .at('2026-02-02', 'partner.engagement_ended', { partner: 'sol', customer: 'a' })
    .at('2026-02-03', 'partner.violation_recorded', { partner: 'bad' })
    .at('2026-02-03', 'partner.violation_recorded', { partner: 'worse' })
    .at('2026-02-04', 'partner.violation_recorded', { partner: 'worse' })
    .at('2026-02-05', 'partner.violation_recorded', { partner: 'worse' })
    .until('2026-03-02')
    .written();
}

/** Who gets a customer that several partners, or direct sales, were at. */
function competitionHistory(): History {
  const writer = new ThreeTierWriter().referral('ref');
  writer
    .raised('int', 'integration')
    .raised('int2', 'integration')
    .raised('sol', 'solution')
    .raised('sol2', 'solution');
  return writer
    .signup('2026-01-02', 'registered-later', 'ref')
    .registration('2026-01-03', 'd1', 'int', 'registered-later')
    .registration('2026-01-02', 'd2', 'sol', 'two-solution-partners')
    .registration('2026-01-03', 'd3', 'sol2', 'two-solution-partners')
    .signup('2026-01-02', 'two-integration-partners', 'int')
    .signup('2026-01-03', 'two-integration-partners', 'int2')
    .at('2026-01-02', 'lead.contacted_by_sales', { customer: 'worked', engagement: 'active' })
    .registration('2026-01-03', 'd4', 'int', 'worked')
    .at('2026-01-02', 'lead.contacted_by_sales', { customer: 'guarded', engagement: 'active' })
    .at('2026-01-03', 'account.protected', { partner: 'sol', customer: 'guarded' })
    .at('2026-01-02', 'lead.contacted_by_sales', { customer: 'dormant', engagement: 'dormant' })
    .registration('2026-01-03', 'd5', 'ref', 'dormant')
    .at('2026-01-02', 'lead.contacted_by_sales', { customer: 'influenced', engagement: 'active' })
    .signup('2026-01-03', 'influenced', 'ref')
    .invoice('2026-01-10', 'invoice.paid', 'influenced', [{ kind: 'usage' }])
    .written();
}

/** Windows and limits, each just missed. */
function limitsHistory(): History {
  const writer = new ThreeTierWriter().referral('ref').raised('sol', 'solution');
  writer
    .registration('2026-01-15T21:00:00Z', 'd1', 'ref', 'late', '2026-01-01') // 14 days and 12 hours
    .registration('2026-01-02', 'd2', 'ref', 'expired')
    .at('2026-01-02', 'touchpoint.recorded', { partner: 'sol', customer: 'touched', kind: 'demo' })
    .at('2026-01-02', 'referral.clicked', { code: 'REF', clickId: 'click-1' })
    .at('2026-01-02', 'account.protected', { partner: 'ref', customer: 'not-for-referral' });
  for (let number = 1; number <= 51; number++) {
    writer.at('2026-01-02', 'account.protected', { partner: 'sol', customer: `protected-${number}` });
  }
  return writer
    .at('2026-04-02T22:00:00Z', 'customer.signed_up', { customer: 'clicked', clickId: 'click-1' }) // 90 days, 12 hours
    .at('2026-04-02T22:00:00Z', 'contract.signed', { customer: 'touched' })
    .justAfterGrace('2026-04-04', 'invoice.paid', 'usage', 'ref')
    .at('2026-05-02T22:00:00Z', 'contract.signed', { customer: 'expired' }) // 120 days and 12 hours
    .at('2026-05-03T10:00:00Z', 'deal.reregistered', { deal: 'd2' })
    .at('2026-09-03T10:00:00Z', 'deal.reregistered', { deal: 'd2' })
    .written();
}

export const threeTierHistories: readonly History[] = [
  earningHistory(),
  conductHistory(),
  competitionHistory(),
  limitsHistory(),
  missingFirst('integration'),
  missingFirst('solution'),
];
