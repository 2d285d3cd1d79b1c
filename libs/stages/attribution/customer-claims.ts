import type { FactKey } from '../facts/fact-key';
import type { AttributionChanged } from './attribution.decisions';
import { CustomerClosing } from './customer-closing';
import type { Override } from './credit-spans';

export interface SignUp extends FactKey {
  readonly code: string | null;
  readonly clickId: string | null;
  readonly email: string | null;
}

export interface PartnerFact extends FactKey {
  readonly partner: string;
}

/** A lead or a registered deal, which belongs to one customer or, where it names none, to all that are matched with it. */
export interface Lead extends FactKey {
  readonly partner: string;
  readonly customer: string | null;
  readonly email: string | null;
}

export interface Deal {
  readonly partner: string;
  readonly customer: string | null;
  /** The registration and, once it had expired, its re-registrations. */
  readonly registrations: FactKey[];
}

/** Everything recorded that bears on who brought one customer. */
export interface CustomerClaims {
  readonly customer: string;
  readonly signUps: SignUp[];
  readonly leads: Set<Lead>;
  readonly deals: Set<Deal>;
  readonly protections: PartnerFact[];
  readonly protectionLosses: PartnerFact[];
  readonly touchpoints: PartnerFact[];
  readonly contacts: (FactKey & { readonly engagement: 'active' | 'dormant' })[];
  readonly overrides: Override[];
  readonly activations: FactKey[];
  readonly voidedActivations: FactKey[];
  readonly closing: CustomerClosing;
  lastDecision: AttributionChanged | null;
}

export function noClaims(customer: string): CustomerClaims {
  return {
    customer,
    signUps: [],
    leads: new Set(),
    deals: new Set(),
    protections: [],
    protectionLosses: [],
    touchpoints: [],
    contacts: [],
    overrides: [],
    activations: [],
    voidedActivations: [],
    closing: new CustomerClosing(),
    lastDecision: null,
  };
}

/** The time of the customer's newest claim or touchpoint: what changes a partner only after it changes no claim. */
export function newestClaimAt(customer: CustomerClaims): number {
  let newest = Number.NEGATIVE_INFINITY;
  for (const list of [customer.signUps, customer.protections, customer.touchpoints]) {
    newest = Math.max(newest, list.at(-1)?.at ?? newest);
  }
  for (const lead of customer.leads) newest = Math.max(newest, lead.at);
  for (const { registrations } of customer.deals) newest = Math.max(newest, registrations.at(-1)?.at ?? newest);
  return newest;
}
