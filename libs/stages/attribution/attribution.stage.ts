import type { LedgerEvent } from '@ledger/contracts/events';
import { compareCodePoints } from '@ledger/kernel/code-point-order';

import type { Instant } from '@ledger/kernel/instant';
import { termsAt, termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import { earns, invoiceOf } from '../facts/earning-event';
import { insertInOrder, keyOf } from '../facts/fact-key';
import { PartnerRecords } from '../facts/partner-records';
import { firstStandingActivation } from '../facts/standing-activation';
import type { Decisions, Fact, Stage } from '../stage';
import type {
  AttributionChanged,
  AttributionDecision,
  Credit,
  CreditSpan,
  Introduction,
} from './attribution.decisions';
import { changesClaims } from './changes-claims';
import { ClaimsRegister } from './claims-register';
import { creditSpans, spanAt } from './credit-spans';
import { newestClaimAt, type CustomerClaims } from './customer-claims';
import { introductionsOf, type ClaimContext } from './introductions';
import { settle } from './settle';

/** Claims, credits and settling (programs.md, section 0, Attribution): who is credited with a customer, and since when. */
export class AttributionStage implements Stage<AttributionDecision> {
  readonly name = 'attribution';
  private readonly register = new ClaimsRegister();
  private readonly partners = new PartnerRecords();
  private readonly context: ClaimContext;

  constructor(private readonly program: ProgramTerms) {
    const { register, partners } = this;
    this.context = {
      program,
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
    for (const id of this.record(fact.event)) {
      const customer = this.register.customer(id);
      const decision = this.attributionOf(customer, fact.clock);
      if (decision === null) continue;
      customer.lastDecision = decision;
      decisions.push(decision);
    }
    return decisions;
  }

  resume(fact: Fact, _earlier: Decisions, recorded: readonly AttributionDecision[]): void {
    this.record(fact.event);
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
    const moment = customer.closedAt !== null && customer.closedAt <= at ? customer.closedAt : at;
    const overrides = customer.overrides.filter((entry) => entry.at <= at);
    const introductions = introductionsOf(customer, this.context, at);
    const settled = settle(introductions, null, moment, this.termsOf(moment)).credits;
    const { credits } = spanAt(creditSpans(settled, overrides), activation.at);
    return credits.some((credit) => credit.partner === partner && credit.role === 'sourced');
  }

  /** Records a fact; answers the customers that it may concern. */
  private record(event: LedgerEvent): Iterable<string> {
    const partner = this.partners.record(event);
    if (partner !== null) {
      return changesClaims(event) ? this.customersTouchedBy(event, partner) : [];
    }
    const closing = this.recordClosing(event);
    return closing ?? this.register.record(event);
  }

  /** A partner's customers with a claim that is not older than the fact; an e-mail concerns all (self-referral). */
  private customersTouchedBy(event: LedgerEvent, partner: string): string[] {
    const concernsAll = event.type === 'partner.applied' || event.type === 'partner.enrolled';
    const touched = [...this.register.customersOf(partner)].filter(
      (customer) => concernsAll || newestClaimAt(this.register.customer(customer)) >= event.time,
    );
    return touched.sort(compareCodePoints);
  }

  /** Contract, activation and earning event close the customer's attribution; null: the event is none of them. */
  private recordClosing(event: LedgerEvent): Iterable<string> | null {
    const invoice = invoiceOf(event, termsAt(this.program, event.time));
    if (invoice !== null) {
      const closes = earns(invoice, termsAt(this.program, event.time));
      return closes ? this.close(invoice.data.customer, event.time) : [];
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

  private close(id: string, at: Instant): Iterable<string> {
    const customer = this.register.customer(id);
    if (customer.closedAt !== null && customer.closedAt <= at) return [];
    customer.closedAt = at;
    return [id];
  }

  /** What is to be said of a customer's attribution now; null: nothing new. */
  private attributionOf(customer: CustomerClaims, clock: Instant): AttributionChanged | null {
    const introductions = introductionsOf(customer, this.context, null);
    const moment = customer.closedAt ?? clock;
    const terms = this.termsOf(moment);
    const spans = creditSpans(settle(introductions, null, moment, terms).credits, customer.overrides);
    const { credits, override } = spanAt(spans, clock);
    const last = customer.lastDecision;
    if (
      last === null
        ? introductions.length === 0 && customer.overrides.length === 0 && customer.closedAt === null
        : sameAs(last)
    )
      return null;
    return {
      type: 'AttributionChanged',
      customer: customer.customer,
      settledAt: customer.closedAt,
      credits,
      spans,
      introductions,
      override: override === null ? null : credits,
      termsVersion: terms.version,
    };

    function sameAs(before: AttributionChanged): boolean {
      return (
        before.settledAt === customer.closedAt &&
        sameList(before.spans, spans, sameSpan) &&
        sameList(before.introductions, introductions, sameIntroduction)
      );
    }
  }

  private termsOf(moment: Instant) {
    return termsFor(this.program, moment, { customerSettledAt: moment });
  }
}

function sameList<T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean {
  return a.length === b.length && a.every((item, index) => same(item, b[index] as T));
}

function sameSpan(a: CreditSpan, b: CreditSpan): boolean {
  return (
    a.fromAt === b.fromAt &&
    a.override?.id === b.override?.id &&
    a.override?.source === b.override?.source &&
    sameList(a.credits, b.credits, sameCredit)
  );
}

function sameCredit(a: Credit, b: Credit): boolean {
  return a.partner === b.partner && a.role === b.role && a.weight === b.weight;
}

function sameIntroduction(a: Introduction, b: Introduction): boolean {
  return (
    a.id === b.id &&
    a.source === b.source &&
    a.partner === b.partner &&
    a.claim === b.claim &&
    a.claimedAt === b.claimedAt &&
    a.barred === b.barred &&
    a.role === b.role &&
    a.tier === b.tier &&
    a.endsAt === b.endsAt
  );
}
