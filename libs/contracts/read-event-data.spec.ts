import { accepts, detailOf, line } from '../../test/support/read-test-event';

const invoice = (...lines: unknown[]) => ({ invoice: 'i', customer: 'a', currency: 'USD', lines });
const refund = (...lines: unknown[]) => ({ refund: 'r', invoice: 'i', lines });
const period = (periodStart?: string, periodEnd?: string) => invoice({ ...line, periodStart, periodEnd });

describe('invoices', () => {
  it('takes a line without interval and period, and a free one', () => {
    accepts('invoice.paid', invoice({ line: 'l1', kind: 'usage', amount: 0 }, { line: 'l2', kind: 'tax', amount: 5 }));
  });

  it.each([
    [invoice(), 'data.lines: []'],
    [{ invoice: 'i', customer: 'a', currency: 'USD' }, 'data.lines: missing'],
    [{ ...invoice(), lines: { line: 'l1' } }, 'data.lines: an object'],
    [invoice('l1'), 'data.lines[0]: a text'],
    [invoice(line, { ...line, amount: 2 }), 'data.lines[1].line: twice'],
    [invoice({ ...line, kind: 'gift' }), "data.lines[0].kind: 'gift'"],
    [invoice({ ...line, interval: 'week' }), "data.lines[0].interval: 'week'"],
    [invoice(line, { ...line, line: '' }), "data.lines[1].line: ''"],
  ])('refuses %j', (data, detail) => {
    expect(detailOf('invoice.issued', data)).toBe(detail);
    expect(detailOf('invoice.paid', data)).toBe(detail);
  });

  it('takes a service period of one day, and one over a leap day', () => {
    accepts('invoice.paid', period('2026-01-31', '2026-02-01'));
    accepts('invoice.paid', period('2028-02-29', '2029-02-28'));
  });

  it.each([
    [period('2026-01-01', undefined), 'data.lines[0].periodEnd: missing'],
    [period(undefined, '2026-01-01'), 'data.lines[0].periodStart: missing'],
    [period('2026-02-01', '2026-02-30'), "data.lines[0].periodEnd: '2026-02-30'"],
    [period('2026-02-01', '2026-02-01'), "data.lines[0].periodEnd: '2026-02-01' is not after periodStart '2026-02-01'"],
    [period('2026-02-02', '2026-02-01'), "data.lines[0].periodEnd: '2026-02-01' is not after periodStart '2026-02-02'"],
  ])('refuses the service period of %j', (data, detail) => {
    expect(detailOf('invoice.paid', data)).toBe(detail);
  });
});

describe('refunds', () => {
  it('takes an amount, or lines', () => {
    accepts('payment.refunded', { refund: 'r', invoice: 'i', amount: 0 });
    accepts('payment.refunded', refund({ line: 'l1', amount: 1 }, { line: 'l2', amount: 0 }));
  });

  it.each([
    [{ refund: 'r', invoice: 'i' }, 'data: either amount or lines'],
    [{ ...refund({ line: 'l1', amount: 1 }), amount: 1 }, 'data: either amount or lines'],
    [refund(), 'data.lines: []'],
    [refund({ line: 'l1', amount: 1 }, { line: 'l1', amount: 2 }), 'data.lines[1].line: twice'],
  ])('refuses %j', (data, detail) => {
    expect(detailOf('payment.refunded', data)).toBe(detail);
  });
});

describe('leads, deals and overrides', () => {
  const deal = { deal: 'd', partner: 'p', firstContactAt: '2026-01-01T10:00:00Z', relationship: 'current' };
  const override = (...credits: unknown[]) => ({ customer: 'a', credits, by: 'x', evidence: 'y' });
  const credit = { partner: 'p', role: 'sourced' };

  it('wants a customer or an e-mail of a lead, and a customer or a company of a deal', () => {
    accepts('referral.submitted', { referral: 'r', partner: 'p', customer: 'a' });
    accepts('referral.submitted', { referral: 'r', partner: 'p', email: 'a@x.test' });
    accepts('deal.registered', { ...deal, company: 'Co' });
    accepts('deal.registered', { ...deal, customer: 'a' });
    expect(detailOf('referral.submitted', { referral: 'r', partner: 'p', company: 'x' })).toBe(
      'data: customer or email',
    );
    expect(detailOf('referral.submitted', { referral: 'r', partner: 'p', email: ' ' })).toBe('data: customer or email');
    expect(detailOf('deal.registered', deal)).toBe('data: customer or company');
    expect(detailOf('deal.registered', { ...deal, company: '' })).toBe('data: customer or company');
  });

  it('wants exactly one of lead and deal where one is matched', () => {
    accepts('lead.matched', { referral: 'r', customer: 'a', by: 'x' });
    accepts('lead.matched', { deal: 'd', customer: 'a', by: 'x' });
    expect(detailOf('lead.matched', { customer: 'a', by: 'x' })).toBe('data: referral or deal');
    expect(detailOf('lead.matched', { referral: 'r', deal: 'd', customer: 'a', by: 'x' })).toBe(
      'data: referral or deal',
    );
  });

  it('takes an override by nobody, of one with weight, and of an influenced one without', () => {
    accepts('attribution.overridden', override());
    accepts('attribution.overridden', override({ ...credit, weight: 1 }, { partner: 'q', role: 'influenced' }));
  });

  it.each([
    [override({ ...credit, weight: 0 }), 'data.credits[0].weight: 0'],
    [override({ ...credit, weight: 1.5 }), 'data.credits[0].weight: 1.5'],
    [override({ ...credit, weight: 9007199254740992 }), 'data.credits[0].weight: 9007199254740992'],
    [override({ ...credit, role: 'helped' }), "data.credits[0].role: 'helped'"],
    [override(credit, { partner: 'p', role: 'influenced' }), 'data.credits[1].partner: twice'],
    [{ customer: 'a', by: 'x', evidence: 'y' }, 'data.credits: missing'],
    [{ customer: 'a', credits: [], evidence: 'y' }, 'data.by: missing'],
    [{ customer: 'a', credits: [], by: 'x' }, 'data.evidence: missing'],
  ])('refuses the override %j', (data, detail) => {
    expect(detailOf('attribution.overridden', data)).toBe(detail);
  });
});

describe('partners', () => {
  it.each(['W-9', 'W-8BEN', 'W-8BEN-E'])('takes the tax form %s', (form) => {
    accepts('partner.tax_form_recorded', { partner: 'p', form, signedOn: '2026-01-01' });
  });

  it.each(['W9', 'w-9', 'W-8', ''])('refuses the tax form %j', (form) => {
    const data = { partner: 'p', form, signedOn: '2026-01-01' };
    expect(detailOf('partner.tax_form_recorded', data)).toBe(`data.form: '${form}'`);
  });

  it('wants an account of every rail but manual, where one is ignored', () => {
    accepts('partner.payout_method_set', { partner: 'p', rail: 'manual' });
    accepts('partner.payout_method_set', { partner: 'p', rail: 'manual', account: 'x' });
    accepts('partner.payout_method_set', { partner: 'p', rail: 'stripe', account: 'acct_1' });
    for (const rail of ['stripe', 'paypal']) {
      expect(detailOf('partner.payout_method_set', { partner: 'p', rail })).toBe('data.account: missing');
    }
  });

  it('leaves tiers, types, rails and promotions to the program’s terms', () => {
    accepts('partner.tier_set', { partner: 'p', tier: 'platinum' });
    accepts('partner.applied', { partner: 'p', type: 'wizard' });
    accepts('partner.payout_method_set', { partner: 'p', rail: 'pigeon', account: 'x' });
    accepts('promotion.closed', { promotion: 'summer' });
  });

  it.each([
    ['partner.requirement_met', { partner: 'p', requirement: 'charm' }, "data.requirement: 'charm'"],
    ['touchpoint.recorded', { partner: 'p', customer: 'a', kind: 'lunch' }, "data.kind: 'lunch'"],
    ['lead.contacted_by_sales', { customer: 'a', engagement: 'cold' }, "data.engagement: 'cold'"],
    ['dispute.closed', { dispute: 'd', invoice: 'i', outcome: 'draw' }, "data.outcome: 'draw'"],
    ['customer.activation_voided', { customer: 'a' }, 'data.reason: missing'],
    ['partner.applied', { partner: 'p' }, 'data.type: missing'],
  ] as const)('refuses of %s %j', (type, data, detail) => {
    expect(detailOf(type, data)).toBe(detail);
  });

  it('never repeats personal data in a detail', () => {
    const wrong = 'nora@northwind.example\u0000';
    expect(detailOf('partner.applied', { partner: 'p', type: 't', email: wrong })).toBe(
      'data.email: not a text that can be kept',
    );
    expect(detailOf('partner.rate_set', { partner: 'p', rate: '0', by: ['Nora'] })).toBe(
      'data.by: not a text that can be kept',
    );
  });
});
