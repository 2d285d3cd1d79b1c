import type { EventData, LedgerEventJson } from '@tools/samples/ledger-event-json';
import { Random } from '@tools/samples/random';
import { at } from '@tools/samples/sample-time';
import { EVENT_TYPES, type EventType } from '@ledger/contracts/event-types';
import { formatInstant, instant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import { takesClaim, usesEventType } from '@ledger/program/uses';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import { EARLY, LATER, LEFT_OUT, OFTEN } from './crowded-types';
import { otherTerms } from './other-terms';

const START = at('2026-01-01', '00:00');
const DAYS = 500;

const PARTNERS = ['p1', 'p2', 'p3', 'p4'];
const CUSTOMERS = ['c1', 'c2', 'c3', 'c4', 'c5'];
const EMAILS = [
  'one@example.com',
  ' ONE@Example.com',
  'two@example.com',
  'three@example.com',
  'four@example.com',
  'p1@example.com',
];
const CODES = ['k1', 'k2', 'k3', 'k4'];
const CLICKS = ['x1', 'x2', 'x3'];
const LEADS = ['l1', 'l2', 'l3', 'l4'];
const DEALS = ['d1', 'd2', 'd3', 'd4'];
const INVOICES = Array.from({ length: 15 }, (_, index) => `i${index}`);
const REFUNDS = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7'];
const DISPUTES = ['q1', 'q2', 'q3'];
const PARTS = [{}, {}, { amount: 700 }, { amount: 9_000 }];

/**
 * Few partners and customers to whom everything happens that the terms know, at any time, often at the same instant,
 * in no order: what a scenario would keep apart meets here.
 */
export function crowdedHistory(terms: Terms, seed: number, events: number): LedgerEventJson[] {
  const crowd = new Crowd(terms, new Random(seed).fork(`crowded ${terms.program}`));
  return [...crowd.opening(), ...Array.from({ length: events }, () => crowd.next())];
}

class Crowd {
  private count = 0;
  private version = 1;
  private readonly types: readonly EventType[];

  constructor(
    private terms: Terms,
    private readonly random: Random,
  ) {
    const used = [...EVENT_TYPES, ...OFTEN, ...OFTEN, ...OFTEN, ...OFTEN];
    this.types = used.filter((type) => usesEventType(terms, type) && !LEFT_OUT.has(type));
  }

  /** Partners that may be approved, for there would be little to see without any. */
  *opening(): Generator<LedgerEventJson> {
    for (const partner of PARTNERS.slice(0, 3)) {
      yield this.event('partner.applied', START, this.application(partner));
      for (const requirement of this.terms.approvalRequires) {
        yield this.event('partner.requirement_met', START, { partner, requirement });
      }
      if (this.random.chance(0.8)) yield this.event('partner.approved', plusDays(START, 1), { partner, by: 'staff' });
    }
  }

  next(): LedgerEventJson {
    const type = this.random.pick(this.types);
    const time = this.timeOf(type);
    return this.event(type, time, this.dataOf(type, time));
  }

  private event(type: string, time: Instant, data: EventData): LedgerEventJson {
    this.count += 1;
    const id = `${this.random.pick(['b', 'a', 'ｚ', '😀'])}${this.count}`;
    const source = this.random.pick(['/one', '/other']);
    return { specversion: '1.0', id, source, type, time: formatInstant(time), program: this.terms.program, data };
  }

  /** Claims tend to come before what closes them; often at the very instant of something else, or the first of a month. */
  private timeOf(type: EventType): Instant {
    const { random } = this;
    const earliest = LATER.has(type) ? 40 : 0;
    const latest = EARLY.has(type) && random.chance(0.8) ? 60 : DAYS;
    if (random.chance(0.3)) return plusDays(START, Math.ceil(random.integer(earliest, latest) / 10) * 10);
    if (random.chance(0.1)) return at(random.pick(['2026-02-01', '2026-04-01', '2026-07-01', '2027-01-01']), '00:00');
    return instant(plusDays(START, random.integer(earliest, latest)) + random.integer(0, 23) * 3_600_000);
  }

  private dataOf(type: EventType, time: Instant): EventData {
    if (type.startsWith('invoice.') || type.startsWith('payment.') || type.startsWith('dispute.'))
      return this.money(type);
    if (type.startsWith('partner.')) return this.aboutPartner(type);
    return this.aboutCustomer(type, time);
  }

  private aboutCustomer(type: EventType, time: Instant): EventData {
    const { random } = this;
    const [partner, customer] = [random.pick(PARTNERS), random.pick(CUSTOMERS)];
    switch (type) {
      case 'customer.signed_up':
        return {
          customer,
          ...this.maybe('email', EMAILS, 0.6),
          ...this.maybe('referralCode', CODES, 0.6),
          ...this.maybe('clickId', CLICKS, 0.4),
        };
      case 'lead.contacted_by_sales':
        return { customer, engagement: random.pick(['active', 'dormant']) };
      case 'link.created':
        return { partner, code: random.pick(CODES) };
      case 'referral.clicked':
        return { code: random.pick(CODES), clickId: random.pick(CLICKS) };
      case 'referral.submitted':
        return { referral: random.pick(LEADS), partner, ...this.customerOr('email', EMAILS) };
      case 'deal.registered': {
        const firstContactAt = formatInstant(plusDays(time, -random.integer(0, 15)));
        const about = this.customerOr('company', ['Acme']);
        return {
          deal: random.pick(DEALS),
          partner,
          ...about,
          firstContactAt,
          relationship: 'current',
          evidence: 'notes',
        };
      }
      case 'deal.reregistered':
        return { deal: random.pick(DEALS) };
      case 'lead.matched': {
        const lead = takesClaim(this.terms, 'lead') && random.chance(0.5);
        return { ...(lead ? { referral: random.pick(LEADS) } : { deal: random.pick(DEALS) }), customer, by: 'staff' };
      }
      case 'touchpoint.recorded':
        return { partner, customer, kind: random.pick(['demo', 'co_sell']) };
      case 'attribution.overridden': {
        const from = random.chance(0.5) ? {} : { from: formatInstant(plusDays(START, random.integer(0, DAYS))) };
        return { customer, credits: this.credits(), ...from, by: 'staff', evidence: 'log' };
      }
      case 'terms.published':
        return this.publication();
      case 'period.closed':
        return { period: random.pick(['2026-01', '2026-02', '2026-03']) };
      case 'promotion.closed':
        return { promotion: this.terms.promotion?.name ?? '' };
      case 'customer.activation_voided':
        return { customer, reason: 'by mistake' };
      case 'joint_customer.recorded':
      case 'account.protected':
      case 'account.protection_lost':
        return { partner, customer };
      default:
        return { customer };
    }
  }

  private aboutPartner(type: EventType): EventData {
    const { random, terms } = this;
    const partner = random.pick(PARTNERS);
    switch (type) {
      case 'partner.applied':
      case 'partner.enrolled':
        return this.application(partner);
      case 'partner.contact_changed':
        return { partner, email: random.pick(EMAILS) };
      case 'partner.withholding_set':
        return { partner, rate: random.pick(['0', '0.24']), by: 'staff' };
      case 'partner.rate_set':
        return { partner, rate: random.pick(['0.1', '0.12', '0.15', '0.2', '0.25', '0.3', '0.4']), by: 'staff' };
      case 'partner.activity_locked':
        return { partner, until: random.pick(['2026-06-01', '2027-06-01']), by: 'staff' };
      case 'partner.tier_set':
        return { partner, tier: random.pick(terms.tiers).name };
      case 'partner.engagement_ended':
      case 'partner.engagement_resumed':
        return { partner, customer: random.pick(CUSTOMERS) };
      case 'partner.requirement_met':
      case 'partner.requirement_lapsed': {
        const requirement = random.pick([
          ...terms.approvalRequires,
          ...terms.tiers.flatMap((tier) => tier.requires),
          ...(terms.certification === null ? [] : [terms.certification]),
        ]);
        return { partner, requirement, ...this.maybe('person', ['ann', 'bob'], 0.5) };
      }
      case 'partner.tax_form_recorded':
        return { partner, form: random.pick(['W-9', 'W-8BEN']), signedOn: random.pick(['2022-05-01', '2026-01-01']) };
      case 'partner.payout_method_set': {
        const rail = random.pick(terms.payout.rails);
        return { partner, rail, ...(rail === 'manual' ? {} : { account: 'acct' }) };
      }
      default:
        return { partner, ...this.maybe('checklist', ['a', 'b'], 0.3) };
    }
  }

  private application(partner: string): EventData {
    const types = this.terms.partnerTypes.map(({ name }) => name);
    return { partner, type: this.random.pick(types), ...this.maybe('email', [`${partner}@example.com`], 0.7) };
  }

  private money(type: EventType): EventData {
    const { random } = this;
    const invoice = random.pick(INVOICES);
    switch (type) {
      case 'invoice.paid':
      case 'invoice.issued':
        return {
          invoice,
          customer: CUSTOMERS[INVOICES.indexOf(invoice) % CUSTOMERS.length],
          currency: 'EUR',
          lines: this.lines(),
        };
      case 'payment.refunded': {
        const byLine = random.chance(0.5);
        const part = byLine
          ? { lines: [{ line: random.pick(['a', 'b', 'z']), amount: random.integer(0, 9_000) }] }
          : { amount: random.integer(0, 9_000) };
        return { refund: random.pick(REFUNDS), invoice, ...part };
      }
      case 'payment.refund_failed':
        return { refund: random.pick(REFUNDS) };
      case 'dispute.opened':
        return { dispute: random.pick(DISPUTES), invoice, ...random.pick(PARTS) };
      case 'dispute.closed': {
        const outcome = random.pick(['won', 'lost']);
        return { dispute: random.pick(DISPUTES), invoice, outcome, ...random.pick(PARTS) };
      }
      default:
        return { invoice };
    }
  }

  private lines() {
    const { random, terms } = this;
    const kinds = [...terms.earnings.map(({ kind }) => kind), 'tax'];
    return ['a', 'b'].slice(0, random.integer(1, 2)).map((line) => ({
      line,
      kind: random.pick(kinds),
      amount: random.pick([0, 1, random.integer(1, 30_000), -random.integer(1, 9_000)]),
      interval: random.pick(['month', 'year'] as const),
      ...(random.chance(0.5) ? random.pick(PERIODS) : {}),
    }));
  }

  private credits() {
    const { random } = this;
    return random
      .shuffled(PARTNERS)
      .slice(0, random.integer(0, 2))
      .map((partner) => ({
        partner,
        role: this.terms.influence !== null && random.chance(0.4) ? 'influenced' : 'sourced',
        weight: random.integer(1, 3),
      }));
  }

  /** The next version, other than the one before in a few places; now and then one that is not the next. */
  private publication(): EventData {
    const { random } = this;
    if (random.chance(0.9)) this.version += 1;
    this.terms = otherTerms(this.terms, random);
    const effectiveFrom = random.pick(['2026-01-01', '2026-02-10', '2026-05-01', '2026-09-15']);
    const appliesTo = random.pick(['all', 'all', 'new-partners', 'new-customers']);
    const { version: _version, effectiveFrom: _from, appliesTo: _to, ...terms } = termsToJson(this.terms);
    return { version: this.version, effectiveFrom, appliesTo, terms };
  }

  private customerOr(field: string, values: readonly string[]): EventData {
    const named = this.random.chance(0.5);
    return {
      ...(named ? { customer: this.random.pick(CUSTOMERS) } : {}),
      ...(named && this.random.chance(0.5) ? {} : { [field]: this.random.pick(values) }),
    };
  }

  private maybe(field: string, values: readonly string[], probability: number): EventData {
    return this.random.chance(probability) ? { [field]: this.random.pick(values) } : {};
  }
}

const PERIODS = [
  { periodStart: '2026-01-01', periodEnd: '2026-02-01' },
  { periodStart: '2025-11-15', periodEnd: '2027-02-15' },
  { periodStart: '2026-12-20', periodEnd: '2027-01-20' },
];
