import type { DataOf } from '@ledger/contracts/events';
import type { EventType } from '@ledger/contracts/event-types';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import type { Terms } from '@ledger/program/terms';

/** A fact as a test tells it: when and what; `given` gives it an id and a source where the test does not care. */
export interface Told {
  readonly type: string;
  /** `2026-01-10`, `2026-01-10T12:00` or a whole RFC 3339 time; UTC. */
  readonly at: string;
  readonly data: object;
  readonly id?: string;
  readonly source?: string;
  readonly clock?: string;
  /** Another program than the history's. */
  readonly program?: string;
}

/** Any fact of the contract. */
export function fact<T extends EventType>(type: T, at: string, data: DataOf<T>): Told {
  return { type, at, data };
}

/** A fact that the contract may refuse. */
export function wrongFact(type: string, at: string, data: object): Told {
  return { type, at, data };
}

/** The same fact under an id that the test names. */
export const called = (id: string, told: Told, source?: string): Told =>
  source === undefined ? { ...told, id } : { ...told, id, source };

/** The same fact, recorded by a running system whose clock showed a time. */
export const recordedAt = (clock: string, told: Told): Told => ({ ...told, clock });

export const clock = (at: string): Told => fact('clock.advanced', at, {});
export const closesPeriod = (period: string, at: string): Told => fact('period.closed', at, { period });

/** A version of a program's terms, in force from a date. */
export const publishes = (at: string, effectiveFrom: string, { version, appliesTo, ...terms }: Terms): Told =>
  wrongFact('terms.published', at, {
    version,
    effectiveFrom,
    appliesTo,
    terms: termsToJson({ version, appliesTo, ...terms }),
  });

// Partners

export const applied = (partner: string, at: string, more: { type?: string; email?: string } = {}): Told =>
  fact('partner.applied', at, { partner, type: 'partner', ...more });
export const approved = (partner: string, at: string): Told => fact('partner.approved', at, { partner });
export const rejected = (partner: string, at: string): Told => fact('partner.rejected', at, { partner });
export const enrolled = (partner: string, at: string, more: { type?: string; email?: string } = {}): Told =>
  fact('partner.enrolled', at, { partner, type: 'referral', ...more });
export const suspended = (partner: string, at: string): Told => fact('partner.suspended', at, { partner });
export const reinstated = (partner: string, at: string): Told => fact('partner.reinstated', at, { partner });
export const terminated = (partner: string, at: string): Told => fact('partner.terminated', at, { partner });
export const violated = (partner: string, at: string): Told => fact('partner.violation_recorded', at, { partner });
export const lifted = (partner: string, at: string): Told => fact('partner.violation_hold_lifted', at, { partner });
export const rateSet = (partner: string, at: string, rate: string): Told =>
  fact('partner.rate_set', at, { partner, rate, by: 'staff' });
export const tierSet = (partner: string, at: string, tier: string): Told =>
  fact('partner.tier_set', at, { partner, tier });
export const met = (partner: string, at: string, requirement: string, person?: string): Told =>
  wrongFact('partner.requirement_met', at, { partner, requirement, ...(person === undefined ? {} : { person }) });
export const lapsed = (partner: string, at: string, requirement: string, person?: string): Told =>
  wrongFact('partner.requirement_lapsed', at, { partner, requirement, ...(person === undefined ? {} : { person }) });
export const joint = (partner: string, customer: string, at: string): Told =>
  fact('joint_customer.recorded', at, { partner, customer });
export const optedOut = (partner: string, at: string): Told => fact('partner.revenue_share_opted_out', at, { partner });
export const optedIn = (partner: string, at: string): Told => fact('partner.revenue_share_opted_in', at, { partner });
export const engagementEnded = (partner: string, customer: string, at: string): Told =>
  fact('partner.engagement_ended', at, { partner, customer });
export const engagementResumed = (partner: string, customer: string, at: string): Told =>
  fact('partner.engagement_resumed', at, { partner, customer });
export const paysBy = (partner: string, at: string, rail: 'stripe' | 'paypal' | 'manual'): Told =>
  fact('partner.payout_method_set', at, { partner, rail, ...(rail === 'manual' ? {} : { account: 'acct' }) });
export const taxForm = (
  partner: string,
  at: string,
  form: DataOf<'partner.tax_form_recorded'>['form'],
  signedOn: string,
) => fact('partner.tax_form_recorded', at, { partner, form, signedOn });
export const mustAcknowledge = (partner: string, at: string, checklist?: string): Told =>
  fact('partner.acknowledgement_required', at, { partner, ...(checklist === undefined ? {} : { checklist }) });
export const acknowledges = (partner: string, at: string, checklist?: string): Told =>
  fact('partner.compliance_acknowledged', at, { partner, ...(checklist === undefined ? {} : { checklist }) });

/** A partner that applied and was approved at once. */
export const partner = (name: string, at: string, type = 'partner'): Told[] => [
  applied(name, at, { type }),
  approved(name, at),
];

/** A three-tier partner in a tier, all requirements met and ten joint customers recorded. */
export function affiliate(
  name: string,
  at: string,
  tier: 'referral' | 'integration' | 'solution' = 'referral',
): Told[] {
  const joins = [applied(name, at), met(name, at, 'agreement'), met(name, at, 'onboarding'), approved(name, at)];
  if (tier === 'referral') return joins;
  const requirements = {
    integration: ['integration_live', 'co_marketing'],
    solution: ['dedicated_contact', 'quarterly_review'],
  };
  const jointCustomers = Array.from({ length: 10 }, (_, index) => joint(name, `joint-${name}-${index}`, at));
  return [
    ...joins,
    ...requirements[tier].map((name_) => met(name, at, name_)),
    ...jointCustomers,
    tierSet(name, at, tier),
  ];
}

// Claims

export const link = (partner: string, code: string, at: string): Told => fact('link.created', at, { partner, code });
export const clicked = (code: string, clickId: string, at: string): Told =>
  fact('referral.clicked', at, { code, clickId });
export const signedUp = (
  customer: string,
  at: string,
  by: { referralCode?: string; clickId?: string; email?: string } = {},
) => fact('customer.signed_up', at, { customer, ...by });
export const lead = (referral: string, partner: string, at: string, by: { customer?: string; email?: string }): Told =>
  wrongFact('referral.submitted', at, { referral, partner, ...by });
export const matched = (by: { referral?: string; deal?: string }, customer: string, at: string): Told =>
  wrongFact('lead.matched', at, { ...by, customer, by: 'staff' });
export const registered = (
  deal: string,
  partner: string,
  at: string,
  more: { customer?: string; company?: string; firstContactAt?: string; evidence?: string } = {},
): Told =>
  wrongFact('deal.registered', at, {
    deal,
    partner,
    firstContactAt: moment(at),
    relationship: 'prospective',
    company: 'Company',
    evidence: 'mail',
    ...more,
  });
export const reregistered = (deal: string, at: string): Told => fact('deal.reregistered', at, { deal });
export const protects = (partner: string, customer: string, at: string): Told =>
  fact('account.protected', at, { partner, customer });
export const losesProtection = (partner: string, customer: string, at: string): Told =>
  fact('account.protection_lost', at, { partner, customer });
export const touched = (partner: string, customer: string, at: string): Told =>
  fact('touchpoint.recorded', at, { partner, customer, kind: 'demo' });
export const contacted = (customer: string, at: string, engagement: 'active' | 'dormant'): Told =>
  fact('lead.contacted_by_sales', at, { customer, engagement });
export const overridden = (
  customer: string,
  at: string,
  credits: DataOf<'attribution.overridden'>['credits'],
  from?: string,
): Told =>
  wrongFact('attribution.overridden', at, {
    customer,
    credits,
    ...(from === undefined ? {} : { from: moment(from) }),
    by: 'staff',
    evidence: 'log',
  });
export const sourced = (name: string, weight?: number) =>
  weight === undefined
    ? ({ partner: name, role: 'sourced' } as const)
    : ({ partner: name, role: 'sourced', weight } as const);
export const influenced = (name: string) => ({ partner: name, role: 'influenced' }) as const;

/** A customer that signs up with its partner's code. */
export const brings = (name: string, customer: string, at: string): Told[] => [
  link(name, `code-${name}`, at),
  signedUp(customer, at, { referralCode: `code-${name}` }),
];

// Customers and revenue

export const activated = (customer: string, at: string): Told => fact('customer.activated', at, { customer });
export const activationVoided = (customer: string, at: string): Told =>
  fact('customer.activation_voided', at, { customer, reason: 'fraud' });
export const signsContract = (customer: string, at: string): Told => fact('contract.signed', at, { customer });
export const churned = (customer: string, at: string): Told => fact('customer.churned', at, { customer });

type InvoiceData = DataOf<'invoice.paid'>;
type InvoiceLine = InvoiceData['lines'][number];

/** Lines of an invoice: an amount stands for one subscription line. */
export type Lines = number | readonly Partial<InvoiceLine>[];

function linesOf(lines: Lines): InvoiceLine[] {
  const given: readonly Partial<InvoiceLine>[] = typeof lines === 'number' ? [{ amount: lines }] : lines;
  return given.map((line, index) => ({ line: `l${index + 1}`, kind: 'subscription' as const, amount: 0, ...line }));
}

export const paid = (invoice: string, customer: string, at: string, lines: Lines, currency = 'USD'): Told =>
  fact('invoice.paid', at, { invoice, customer, currency, lines: linesOf(lines) });
export const issued = (invoice: string, customer: string, at: string, lines: Lines, currency = 'USD'): Told =>
  fact('invoice.issued', at, { invoice, customer, currency, lines: linesOf(lines) });
export const voided = (invoice: string, at: string): Told => fact('invoice.voided', at, { invoice });
export const refunded = (
  refund: string,
  invoice: string,
  at: string,
  by: number | Readonly<Record<string, number>>,
): Told =>
  wrongFact('payment.refunded', at, {
    refund,
    invoice,
    ...(typeof by === 'number'
      ? { amount: by }
      : { lines: Object.entries(by).map(([line, amount]) => ({ line, amount })) }),
  });
export const refundFailed = (refund: string, at: string): Told => fact('payment.refund_failed', at, { refund });
export const disputed = (dispute: string, invoice: string, at: string, amount?: number): Told =>
  wrongFact('dispute.opened', at, { dispute, invoice, ...(amount === undefined ? {} : { amount }) });
export const disputeClosed = (
  dispute: string,
  invoice: string,
  at: string,
  outcome: 'won' | 'lost',
  amount?: number,
): Told => wrongFact('dispute.closed', at, { dispute, invoice, outcome, ...(amount === undefined ? {} : { amount }) });

// Payouts

export const railConnected = (rail: string, at: string): Told => fact('rail.connected', at, { rail });
export const payoutApproved = (payout: string, at: string, by = 'staff'): Told =>
  fact('payout.approved', at, { payout, by });
export const payoutDeclined = (payout: string, at: string, by = 'staff'): Told =>
  fact('payout.declined', at, { payout, by });
export const payoutSettled = (payout: string, at: string, more: { reference?: string; fee?: number } = {}): Told =>
  fact('payout.settled', at, { payout, ...more });
export const payoutFailed = (payout: string, at: string, code = 'account_closed'): Told =>
  fact('payout.failed', at, { payout, code });
export const payoutReturned = (payout: string, at: string, code = 'no_account'): Told =>
  fact('payout.returned', at, { payout, code });
export const resumed = (partner: string, at: string): Told => fact('payouts.resumed', at, { partner, by: 'staff' });
export const adjusted = (
  adjustment: string,
  partner: string,
  at: string,
  amount: number,
  { currency = 'EUR', by = 'staff' } = {},
): Told => fact('adjustment.posted', at, { adjustment, partner, currency, amount, by, reason: 'bonus' });
export const writtenOff = (partner: string, at: string, amount: number, currency = 'EUR'): Told =>
  fact('balance.written_off', at, { partner, currency, amount, by: 'staff', reason: 'uncollectable' });
export const forfeited = (partner: string, at: string): Told =>
  fact('balance.forfeited', at, { partner, by: 'staff', reason: 'stolen cards' });
export const paidElsewhere = (until: string, at: string, partner?: string): Told =>
  fact('payouts.paid_elsewhere', at, {
    ...(partner === undefined ? {} : { partner }),
    until: moment(until),
    by: 'staff',
    evidence: 'export of the old tool',
  });
export const withholds = (partner: string, at: string, rate: string): Told =>
  fact('partner.withholding_set', at, { partner, rate, by: 'staff' });
export const paysTo = (partner: string, at: string, account: string, by?: string): Told =>
  fact('partner.payout_method_set', at, { partner, rail: 'paypal', account, ...(by === undefined ? {} : { by }) });

/** A time as the contract writes it. */
export function moment(at: string): string {
  if (at.length === 10) return `${at}T00:00:00Z`;
  if (at.length === 16) return `${at}:00Z`;
  return at;
}
