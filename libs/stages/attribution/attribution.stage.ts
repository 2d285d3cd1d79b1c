import type { LedgerEvent } from '@ledger/contracts/events';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { Instant } from '@ledger/kernel/instant';
import { momentsInForce, termsFor, termsKnownFor, type ProgramTerms } from '@ledger/program/program-terms';
import { TermsOfFacts } from '@ledger/program/terms-of-facts';
import { earnerOf, invoiceOf } from '../facts/earning-event';
import { insertInOrder, keyOf } from '../facts/fact-key';
import { emailGivenBy } from '../facts/partner-record';
import { PartnerRecords } from '../facts/partner-records';
import { firstStandingActivation } from '../facts/standing-activation';
import type { Decisions, Fact, Stage } from '../stage';
import type { AttributionChanged, AttributionDecision } from './attribution.decisions';
import { changesClaims } from './changes-claims';
import type { ClaimContext } from './claims-of-customer';
import { ClaimsRegister } from './claims-register';
import { creditSpans, spanAt } from './credit-spans';
import { newestClaimAt, type CustomerClaims } from './customer-claims';
import { introductionsOf } from './introductions';
import { sameAttribution } from './same-attribution';
import { settle } from './settle';

/** Claims, credits and settling (programs.md, section 0, Attribution): who is credited with a customer, and since when. */
export class AttributionStage implements Stage<AttributionDecision> {
  readonly name = 'attribution';
  private readonly program: TermsOfFacts;
  private readonly register = new ClaimsRegister();
  private readonly partners = new PartnerRecords();
  private readonly context: ClaimContext;
  /** What the program's clock showed on the fact before. */
  private clock: Instant | null = null;

  constructor(program: ProgramTerms) {
    this.program = new TermsOfFacts(program);
    const { register, partners } = this;
    this.context = {
      program: this.program,
      partnerOf: (partner) => partners.find(partner),
      partnerOfCode: (code, horizon) => {
        const link = register.links.get(code);
        return link === undefined || (horizon !== null && link.at > horizon) ? undefined : link.partner;
      },
      clicksOf: (clickId) => register.clicks.get(clickId) ?? [],
    };
  }

  decide(fact: Fact, _earlier: Decisions): readonly AttributionDecision[] {
    const decisions: AttributionDecision[] = [];
    for (const id of this.note(fact)) {
      const customer = this.register.customer(id);
      const decision = this.attributionOf(customer, fact.clock);
      if (decision === null) continue;
      customer.lastDecision = decision;
      decisions.push(decision);
    }
    return decisions;
  }

  resume(fact: Fact, _earlier: Decisions, recorded: readonly AttributionDecision[]): void {
    this.note(fact);
    for (const decision of recorded) this.register.customer(decision.customer).lastDecision = decision;
  }

  /** The partner's joint customers by the facts up to a time: recorded as joint, or activated and sourced to it (programs.md, section 3). */
  jointCustomersAt(partner: string, at: Instant): number {
    const recorded = (this.register.jointCustomers.get(partner) ?? []).filter((entry) => entry.at <= at);
    const joint = new Set(recorded.map(({ customer }) => customer));
    for (const customer of this.register.customersCreditableTo(partner)) {
      if (!joint.has(customer) && this.isActivatedAndSourced(this.register.customer(customer), partner, at))
        joint.add(customer);
    }
    return joint.size;
  }

  private isActivatedAndSourced(customer: CustomerClaims, partner: string, at: Instant): boolean {
    const activation = firstStandingActivation(customer.activations, customer.voidedActivations, at);
    if (activation === undefined) return false;
    const closedAt = customer.closing.at;
    const closed = closedAt !== null && closedAt <= at;
    const moment = closed ? closedAt : at;
    const terms = termsKnownFor(this.program, moment, { customerSettledAt: moment }, at);
    const introductions = introductionsOf(customer, this.context, { moment, closed, terms, horizon: at });
    const overrides = customer.overrides.filter((entry) => entry.at <= at);
    const settled = settle(introductions, null, moment, terms).credits;
    const { credits } = spanAt(creditSpans(settled, overrides), activation.at);
    return credits.some((credit) => credit.partner === partner && credit.role === 'sourced');
  }

  /** Notes a fact; answers the customers that it may concern. */
  private note({ event, clock }: Fact): Iterable<string> {
    const published = this.program.note(event);
    const before = this.clock;
    this.clock = clock;
    if (published) return this.customersJudgedAnew();
    const touched = this.noteClaim(event);
    const due = momentsInForce(this.program, before, clock);
    return due.length > 0 ? new Set([...touched, ...this.unsettledCustomers()]) : touched;
  }

  /** A version can decide otherwise on every customer, and on when it settled. */
  private customersJudgedAnew(): string[] {
    for (const { closing } of this.register.customers.values()) closing.judgeAnew(this.program);
    return [...this.register.customers.keys()].sort(compareCodePoints);
  }

  /** Provisional credits are by the version in force now. */
  private unsettledCustomers(): string[] {
    const unsettled = [...this.register.customers.values()].filter(({ closing }) => closing.at === null);
    return unsettled.map(({ customer }) => customer).sort(compareCodePoints);
  }

  private noteClaim(event: LedgerEvent): Iterable<string> {
    const partner = this.partners.note(event);
    if (partner !== null) return this.customersTouchedBy(event, partner);
    return this.noteClosing(event) ?? this.register.note(event);
  }

  /** The partner's customers with a claim that is not older than the fact, and those of which its e-mail was given too. */
  private customersTouchedBy(event: LedgerEvent, partner: string): string[] {
    const email = emailGivenBy(event);
    const changes = changesClaims(event);
    if (!changes && email === null) return [];
    const givesEmail = email === null ? new Set<string>() : this.register.customersWithEmail(email);
    const touched = [...this.register.customersOf(partner)].filter(
      (customer) =>
        givesEmail.has(customer) || (changes && newestClaimAt(this.register.customer(customer)) >= event.time),
    );
    return touched.sort(compareCodePoints);
  }

  /** Contract, activation and earning event close the customer's attribution; null: the event is none of them. */
  private noteClosing(event: LedgerEvent): Iterable<string> | null {
    const [first] = this.program.versions;
    // Every version keeps what earns: billing or collecting.
    const invoice = first === undefined ? null : invoiceOf(event, first);
    if (invoice !== null) {
      const { customer } = invoice.data;
      return this.register.customer(customer).closing.invoice(earnerOf(invoice), this.program) ? [customer] : [];
    }
    switch (event.type) {
      case 'contract.signed':
        return this.close(event.data.customer, event.time);
      case 'customer.activated':
        insertInOrder(this.register.customer(event.data.customer).activations, keyOf(event));
        return this.close(event.data.customer, event.time);
      case 'customer.activation_voided':
        insertInOrder(this.register.customer(event.data.customer).voidedActivations, keyOf(event));
        return [];
      default:
        return null;
    }
  }

  private close(customer: string, at: Instant): Iterable<string> {
    return this.register.customer(customer).closing.sign(at) ? [customer] : [];
  }

  /** What is to be said of a customer's attribution now; null: nothing new. */
  private attributionOf(customer: CustomerClaims, clock: Instant): AttributionChanged | null {
    const settledAt = customer.closing.at;
    const moment = settledAt ?? clock;
    const terms = termsFor(this.program, moment, { customerSettledAt: moment });
    const settling = { moment, closed: settledAt !== null, terms, horizon: null };
    const introductions = introductionsOf(customer, this.context, settling);
    const spans = creditSpans(settle(introductions, null, moment, terms).credits, customer.overrides);
    const { credits } = spanAt(spans, clock);
    const decision: AttributionChanged = {
      type: 'AttributionChanged',
      customer: customer.customer,
      settledAt,
      credits,
      spans,
      introductions,
      termsVersion: terms.version,
    };
    const last = customer.lastDecision;
    if (last !== null) return sameAttribution(last, decision) ? null : decision;
    const saysNothing = introductions.length === 0 && customer.overrides.length === 0 && settledAt === null;
    return saysNothing ? null : decision;
  }
}
