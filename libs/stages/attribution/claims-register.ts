import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import { parseInstant } from '@ledger/kernel/instant';
import { insertInOrder, keyOf, type FactKey } from '../facts/fact-key';
import { normalisedCode } from '../facts/normalised-code';
import { emailGiven } from '../facts/normalised-email';
import { listIn } from '../facts/partner-record';
import { noClaims, type CustomerClaims, type Deal, type Lead } from './customer-claims';

type Click = FactKey & { readonly code: string };

/** Every claim of a program with the indexes that lead from a fact to the customers that it touches. */
export class ClaimsRegister {
  readonly customers = new Map<string, CustomerClaims>();
  readonly links = new Map<string, FactKey & { readonly partner: string }>();
  readonly clicks = new Map<string, Click[]>();
  readonly jointCustomers = new Map<string, (FactKey & { readonly customer: string })[]>();
  private readonly leads = new Map<string, Lead>();
  private readonly deals = new Map<string, Deal>();
  private readonly matches = new Map<string, string[]>();
  private readonly customersByCode = new Map<string, Set<string>>();
  private readonly clickIdsByCode = new Map<string, Set<string>>();
  private readonly customersByClick = new Map<string, Set<string>>();
  private readonly customersByEmail = new Map<string, Set<string>>();
  /** Customers by the e-mails of their sign-ups and leads. */
  private readonly customersGiving = new Map<string, Set<string>>();
  private readonly openLeadsByEmail = new Map<string, Lead[]>();
  private readonly codesByPartner = new Map<string, string[]>();
  private readonly customersByPartner = new Map<string, Set<string>>();
  private readonly overriddenTo = new Map<string, Set<string>>();

  customer(id: string): CustomerClaims {
    let claims = this.customers.get(id);
    if (claims === undefined) {
      claims = noClaims(id);
      this.customers.set(id, claims);
    }
    return claims;
  }

  /** The customers for which a partner has a claim, a touchpoint or a code that they gave. */
  customersOf(partner: string): Set<string> {
    const customers = new Set(this.customersByPartner.get(partner));
    for (const code of this.codesByPartner.get(partner) ?? []) {
      for (const customer of this.customersOfCode(code)) customers.add(customer);
    }
    return customers;
  }

  /** The customers for which an e-mail was given, in a sign-up or a lead. */
  customersWithEmail(email: string): ReadonlySet<string> {
    return this.customersGiving.get(email) ?? new Set();
  }

  /** The customers that may be sourced to a partner: those of its claims, and those that an override gave it. */
  customersCreditableTo(partner: string): Set<string> {
    const customers = this.customersOf(partner);
    for (const customer of this.overriddenTo.get(partner) ?? []) customers.add(customer);
    return customers;
  }

  /** Records a claim fact; answers the customers whose claims it changed. */
  note(event: LedgerEvent): Iterable<string> {
    switch (event.type) {
      case 'customer.signed_up':
        return this.noteSignUp(event);
      case 'link.created':
        return this.noteLink(event);
      case 'referral.clicked':
        return this.noteClick(event);
      case 'referral.submitted':
        return this.noteLead(event);
      case 'deal.registered':
        return this.noteDeal(event);
      case 'deal.reregistered':
        return this.noteReregistration(event);
      case 'lead.matched':
        return this.noteMatch(event);
      default:
        return this.noteForCustomer(event);
    }
  }

  private noteSignUp(event: EventOf<'customer.signed_up'>): Iterable<string> {
    const { customer, referralCode, clickId = null, email } = event.data;
    const claims = this.customer(customer);
    const address = emailGiven(email);
    const code = referralCode === undefined ? null : normalisedCode(referralCode);
    insertInOrder(claims.signUps, { code, clickId, email: address, ...keyOf(event) });
    if (code !== null) setIn(this.customersByCode, code).add(customer);
    if (clickId !== null) setIn(this.customersByClick, clickId).add(customer);
    if (address === null) return [customer];
    setIn(this.customersByEmail, address).add(customer);
    setIn(this.customersGiving, address).add(customer);
    for (const lead of this.openLeadsByEmail.get(address) ?? []) this.giveLead(lead, customer);
    return [customer];
  }

  private noteClick(event: EventOf<'referral.clicked'>): Iterable<string> {
    const { clickId } = event.data;
    const code = normalisedCode(event.data.code);
    insertInOrder(listIn(this.clicks, clickId), { code, ...keyOf(event) });
    setIn(this.clickIdsByCode, code).add(clickId);
    return this.customersByClick.get(clickId) ?? [];
  }

  private noteLink(event: EventOf<'link.created'>): Iterable<string> {
    const { partner } = event.data;
    const code = normalisedCode(event.data.code);
    const known = this.links.get(code);
    if (known === undefined) listIn(this.codesByPartner, partner).push(code);
    if (known === undefined || known.at > event.time) this.links.set(code, { partner, ...keyOf(event) });
    return this.customersOfCode(code);
  }

  /** Those who signed up with the code or with a click on its link. */
  private customersOfCode(code: string): Set<string> {
    const customers = new Set(this.customersByCode.get(code));
    for (const clickId of this.clickIdsByCode.get(code) ?? []) {
      for (const customer of this.customersByClick.get(clickId) ?? []) customers.add(customer);
    }
    return customers;
  }

  private noteLead(event: EventOf<'referral.submitted'>): Iterable<string> {
    const { referral, partner, customer = null, email } = event.data;
    const lead: Lead = {
      partner,
      customer,
      email: emailGiven(email),
      ...keyOf(event),
    };
    this.leads.set(referral, lead);
    if (customer === null && lead.email !== null) listIn(this.openLeadsByEmail, lead.email).push(lead);
    const owners = customer === null ? this.matchedWith(`lead:${referral}`, lead.email) : [customer];
    for (const owner of owners) this.giveLead(lead, owner);
    return owners;
  }

  private matchedWith(key: string, email: string | null): string[] {
    const byEmail = email === null ? undefined : this.customersByEmail.get(email);
    return [...new Set([...(this.matches.get(key) ?? []), ...(byEmail ?? [])])];
  }

  private giveLead(lead: Lead, customer: string): void {
    this.customer(customer).leads.add(lead);
    if (lead.email !== null) setIn(this.customersGiving, lead.email).add(customer);
    setIn(this.customersByPartner, lead.partner).add(customer);
  }

  private noteDeal(event: EventOf<'deal.registered'>): Iterable<string> {
    const { deal: id, partner, customer = null } = event.data;
    const deal: Deal = { partner, customer, registrations: [keyOf(event)] };
    this.deals.set(id, deal);
    const owners = customer === null ? this.matchedWith(`deal:${id}`, null) : [customer];
    for (const owner of owners) this.giveDeal(deal, owner);
    return owners;
  }

  private giveDeal(deal: Deal, customer: string): void {
    this.customer(customer).deals.add(deal);
    setIn(this.customersByPartner, deal.partner).add(customer);
  }

  private noteReregistration(event: EventOf<'deal.reregistered'>): Iterable<string> {
    const deal = this.deals.get(event.data.deal);
    if (deal === undefined) return [];
    insertInOrder(deal.registrations, keyOf(event));
    return deal.customer === null ? this.matchedWith(`deal:${event.data.deal}`, null) : [deal.customer];
  }

  private noteMatch(event: EventOf<'lead.matched'>): Iterable<string> {
    const { referral, deal, customer } = event.data;
    listIn(this.matches, referral === undefined ? `deal:${deal}` : `lead:${referral}`).push(customer);
    const lead = referral === undefined ? undefined : this.leads.get(referral);
    const registered = deal === undefined ? undefined : this.deals.get(deal);
    if (lead?.customer === null) this.giveLead(lead, customer);
    if (registered?.customer === null) this.giveDeal(registered, customer);
    return [customer];
  }

  private noteForCustomer(event: LedgerEvent): Iterable<string> {
    const key = keyOf(event);
    switch (event.type) {
      case 'joint_customer.recorded':
        insertInOrder(listIn(this.jointCustomers, event.data.partner), { customer: event.data.customer, ...key });
        return [];
      case 'account.protected':
      case 'account.protection_lost':
      case 'touchpoint.recorded': {
        const { customer, partner } = event.data;
        const claims = this.customer(customer);
        const facts =
          event.type === 'account.protected'
            ? claims.protections
            : event.type === 'touchpoint.recorded'
              ? claims.touchpoints
              : claims.protectionLosses;
        insertInOrder(facts, { partner, ...key });
        setIn(this.customersByPartner, partner).add(customer);
        return [customer];
      }
      case 'lead.contacted_by_sales':
        insertInOrder(this.customer(event.data.customer).contacts, { engagement: event.data.engagement, ...key });
        return [event.data.customer];
      case 'attribution.overridden':
        insertInOrder(this.customer(event.data.customer).overrides, {
          credits: creditsOf(event),
          from: event.data.from === undefined ? null : parseInstant(event.data.from),
          ...key,
        });
        for (const { partner } of event.data.credits) setIn(this.overriddenTo, partner).add(event.data.customer);
        return [event.data.customer];
      default:
        return [];
    }
  }
}

function creditsOf(event: EventOf<'attribution.overridden'>) {
  return event.data.credits.map(({ partner, role, weight }) => ({
    partner,
    role,
    weight: role === 'sourced' ? (weight ?? 1) : null,
  }));
}

function setIn<K, T>(sets: Map<K, Set<T>>, key: K): Set<T> {
  let set = sets.get(key);
  if (set === undefined) {
    set = new Set();
    sets.set(key, set);
  }
  return set;
}
