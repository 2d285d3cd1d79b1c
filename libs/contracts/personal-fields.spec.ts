import { EVENT_TYPES } from './event-types';
import { hasUnnamed, knownFieldsOf, personalFieldsOf, withoutPrivate } from './personal-fields';

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

describe('withoutPrivate', () => {
  const replacements = {
    personal: (value: unknown, kind: string) => `${kind} of ${String(value)}`,
    unnamed: (fields: object) => Object.keys(fields).join(),
  };

  it('replaces personal fields, and all fields that no schema names together, their names included', () => {
    const signUp = { customer: 'a', phone: '+1 555', email: 'a@x.test', Ada: 1, referralCode: 'p' };
    expect(withoutPrivate('customer.signed_up', signUp, replacements)).toEqual({
      customer: 'a',
      email: 'email of a@x.test',
      referralCode: 'p',
      unknown: 'phone,Ada',
    });
  });

  it('replaces them in the entries of a list too, which keeps its order', () => {
    const lines = [
      { line: 'l1', kind: 'usage', amount: 1 },
      { line: 'l2', kind: 'usage', amount: 2, seat: 'mira@holt.example' },
    ];
    const data = { invoice: 'i', customer: 'a', currency: 'USD', lines };
    expect(hasUnnamed('invoice.paid', data)).toBe(true);
    expect(withoutPrivate('invoice.paid', data, replacements)).toEqual({
      ...data,
      lines: [lines[0], { line: 'l2', kind: 'usage', amount: 2, unknown: 'seat' }],
    });
  });

  it('answers the data itself where nothing is private', () => {
    const data = { customer: 'a' };
    expect(withoutPrivate('customer.activated', data, replacements)).toBe(data);
    expect(hasUnnamed('customer.activated', data)).toBe(false);
  });

  it('takes a field named __proto__ for what it is: one that no schema names', () => {
    const data = JSON.parse('{"customer": "a", "__proto__": {"admin": true}}') as Record<string, unknown>;
    expect(withoutPrivate('customer.activated', data, replacements)).toEqual({ customer: 'a', unknown: '__proto__' });
  });
});
