let made = 0;

/** An event of a test: what is not said is filled in. */
export function testEvent(program: string, time: string, type: string, data: object, id?: string): object {
  made += 1;
  const envelope = { specversion: '1.0', id: id ?? `${type} ${made}`, source: 'test' };
  return { ...envelope, type, time: `${time}T12:00:00Z`, program, data };
}

/** A text that a spreadsheet would run. */
export const FORMULA = '=HYPERLINK("http://127.0.0.1","x")';

/**
 * A history in which two programs have a partner `p` and a customer `a`, and `plixo` a partner `q` beside it: what is
 * shown of one must have nothing of another. p was paid and then lost a part to a refund; q is not paid.
 */
export function twoPrograms(): readonly object[] {
  const plixo = (time: string, type: string, data: object, id?: string) => testEvent('plixo', time, type, data, id);
  const reseller = (time: string, type: string, data: object) => testEvent('reseller', time, type, data);
  const line = (id: string, kind: string, amount: number) => ({ line: id, kind, amount });
  const join = (event: typeof reseller, type: string, partner: string) => [
    event('2026-01-01', 'partner.applied', { partner, type, email: `${partner}@example.com` }),
    event('2026-01-02', 'partner.approved', { partner }),
    event('2026-01-02', 'link.created', { partner, code: `code-${partner}` }),
  ];
  return [
    ...join(plixo, 'partner', 'p'),
    ...join(plixo, 'partner', 'q'),
    ...join(reseller, 'reseller', 'p'),
    plixo('2026-01-03', 'customer.signed_up', { customer: 'a', referralCode: 'code-p' }),
    plixo('2026-01-04', 'referral.submitted', { referral: 'lead 1', partner: 'q', customer: 'a' }),
    plixo('2026-01-03', 'customer.signed_up', { customer: 'b', referralCode: 'code-q' }),
    plixo('2026-01-05', 'customer.activated', { customer: 'a' }),
    plixo('2026-01-05', 'customer.activated', { customer: 'b' }),
    plixo('2026-01-05', 'partner.tax_form_recorded', { partner: 'p', form: 'W-9', signedOn: '2026-01-05' }),
    plixo('2026-01-05', 'partner.payout_method_set', { partner: 'p', rail: 'stripe', account: 'acct' }),
    plixo('2026-01-10', 'invoice.paid', {
      invoice: 'i1',
      customer: 'a',
      currency: 'USD',
      lines: [line('l1', 'subscription', 100_000), line('l2', 'usage', 5_000)],
    }),
    plixo(
      '2026-02-11',
      'invoice.paid',
      { invoice: FORMULA, customer: 'a', currency: 'KWD', lines: [line('-1+2', 'subscription', 12_345)] },
      "+cmd|' /C calc'!A0",
    ),
    plixo('2026-01-10', 'invoice.paid', {
      invoice: 'j1',
      customer: 'b',
      currency: 'USD',
      lines: [line('l1', 'subscription', 70_000)],
    }),
    plixo('2026-02-20', 'payment.refunded', { refund: 'r1', invoice: 'i1', lines: [line('l1', '', 40_000)] }),
    plixo('2026-02-21', 'partner.suspended', { partner: 'nobody' }),
    plixo('2026-02-21', 'customer.lost', { customer: 'a' }),
    plixo('2026-03-01', 'clock.advanced', {}),
    reseller('2026-01-03', 'customer.signed_up', { customer: 'a', referralCode: 'code-p' }),
    reseller('2026-01-05', 'customer.activated', { customer: 'a' }),
    reseller('2026-01-15', 'invoice.issued', {
      invoice: 'i1',
      customer: 'a',
      currency: 'EUR',
      lines: [line('l1', 'platform_fee', 9_900), line('l2', 'services', 5_000)],
    }),
    testEvent('nowhere', '2026-01-01', 'clock.advanced', {}),
  ];
}
