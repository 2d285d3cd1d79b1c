import { EVENT_TYPES } from './event-types';
import { joinPrivate, knownFieldsOf, personalFieldsOf, splitPrivate } from './personal-fields';

it('knows every personal field of every type', () => {
  const listed = EVENT_TYPES.flatMap((type) =>
    personalFieldsOf(type).map(({ field, kind }) => `${type}: ${field} (${kind})`),
  );
  expect(listed).toEqual([
    'customer.signed_up: name (name)',
    'customer.signed_up: email (email)',
    'customer.signed_up: company (company)',
    'customer.activation_voided: reason (text)',
    'customer.churned: reason (text)',
    'partner.applied: name (name)',
    'partner.applied: email (email)',
    'partner.applied: company (company)',
    'partner.applied: answers (answers)',
    'partner.contact_changed: name (name)',
    'partner.contact_changed: email (email)',
    'partner.contact_changed: company (company)',
    'partner.contact_changed: by (person)',
    'partner.info_requested: by (person)',
    'partner.info_requested: reason (text)',
    'partner.approved: by (person)',
    'partner.approved: reason (text)',
    'partner.rejected: by (person)',
    'partner.rejected: reason (text)',
    'partner.enrolled: name (name)',
    'partner.enrolled: email (email)',
    'partner.suspended: by (person)',
    'partner.suspended: reason (text)',
    'partner.reinstated: by (person)',
    'partner.reinstated: reason (text)',
    'partner.terminated: by (person)',
    'partner.terminated: reason (text)',
    'partner.withholding_set: by (person)',
    'partner.withholding_set: reason (text)',
    'partner.rate_set: by (person)',
    'partner.rate_set: reason (text)',
    'partner.activity_locked: by (person)',
    'partner.requirement_met: person (person)',
    'partner.requirement_lapsed: person (person)',
    'partner.violation_recorded: by (person)',
    'partner.violation_recorded: reason (text)',
    'partner.violation_hold_lifted: by (person)',
    'partner.violation_hold_lifted: reason (text)',
    'partner.payout_method_set: account (account)',
    'partner.payout_method_set: by (person)',
    'referral.submitted: email (email)',
    'referral.submitted: company (company)',
    'deal.registered: company (company)',
    'deal.registered: evidence (text)',
    'lead.matched: by (person)',
    'attribution.overridden: by (person)',
    'attribution.overridden: evidence (text)',
    'terms.published: by (person)',
    'period.closed: by (person)',
    'payout.approved: by (person)',
    'payout.approved: reason (text)',
    'payout.declined: by (person)',
    'payout.declined: reason (text)',
    'payout.settled: by (person)',
    'payout.failed: reason (text)',
    'payout.failed: by (person)',
    'payout.returned: reason (text)',
    'payout.returned: by (person)',
    'payouts.resumed: by (person)',
    'payouts.resumed: reason (text)',
    'adjustment.posted: by (person)',
    'adjustment.posted: reason (text)',
    'balance.written_off: by (person)',
    'balance.written_off: reason (text)',
    'balance.forfeited: by (person)',
    'balance.forfeited: reason (text)',
    'payouts.paid_elsewhere: by (person)',
    'payouts.paid_elsewhere: evidence (text)',
  ]);
});

it('knows the fields of a schema in its order', () => {
  expect(knownFieldsOf('invoice.paid')).toEqual(['invoice', 'customer', 'currency', 'lines']);
  expect(knownFieldsOf('clock.advanced')).toEqual([]);
});

describe('splitPrivate', () => {
  const signUp = { customer: 'a', phone: '+1 555', email: 'a@x.test', referralCode: 'p' };
  const invoice = {
    invoice: 'i',
    customer: 'a',
    currency: 'USD',
    memo: { to: 'Mira' },
    lines: [
      { line: 'l1', kind: 'usage', amount: 1 },
      { line: 'l2', kind: 'usage', amount: 2, seat: 'mira@holt.example' },
    ],
  };

  it('moves out personal fields and fields that no schema names', () => {
    expect(splitPrivate('customer.signed_up', signUp)).toEqual({
      open: { customer: 'a', referralCode: 'p' },
      moved: [
        { path: ['phone'], kind: 'unknown', value: '+1 555' },
        { path: ['email'], kind: 'email', value: 'a@x.test' },
      ],
    });
  });

  it('moves unknown fields out of the entries of a list, which keeps its order', () => {
    expect(splitPrivate('invoice.paid', invoice)).toEqual({
      open: {
        invoice: 'i',
        customer: 'a',
        currency: 'USD',
        lines: [
          { line: 'l1', kind: 'usage', amount: 1 },
          { line: 'l2', kind: 'usage', amount: 2 },
        ],
      },
      moved: [
        { path: ['memo'], kind: 'unknown', value: { to: 'Mira' } },
        { path: ['lines', 1, 'seat'], kind: 'unknown', value: 'mira@holt.example' },
      ],
    });
  });

  it('is undone by joinPrivate', () => {
    for (const [type, data] of [
      ['customer.signed_up', signUp],
      ['invoice.paid', invoice],
    ] as const) {
      const { open, moved } = splitPrivate(type, data);
      expect(joinPrivate(open, moved)).toEqual(data);
    }
  });

  it('takes a field named __proto__ for what it is: an unknown field', () => {
    const data = JSON.parse('{"customer": "a", "__proto__": {"admin": true}}') as Record<string, unknown>;
    const { open, moved } = splitPrivate('customer.activated', data);
    expect(open).toEqual({ customer: 'a' });
    expect(moved).toEqual([{ path: ['__proto__'], kind: 'unknown', value: { admin: true } }]);
    expect(Object.keys(joinPrivate(open, moved))).toEqual(['customer', '__proto__']);
  });
});
