import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import { approvedSince, tierAt } from '../facts/partner-at';
import type { CommissionAccounts } from './commission-accounts';
import type { LineHold } from './commission.decisions';
import { CreditedParts } from './credited-part';
import { creditsAt, type CustomerAccount } from './customer-account';
import { demandsOf, type Demand, type PartnerInForce, type Unpaid } from './demand';
import { holdsOf } from './holds-of-invoice';
import { partnersWithLines, type RevenueEvent } from './invoice-account';
import { TakenFromLines } from './taken-from-lines';

/** A partner's share of an invoice: what the facts demand for it, and what is to be said of all its lines. */
export interface Share extends PartnerInForce {
  readonly partner: string;
  /** In the order of the invoice's lines; null: the partner is not credited (any more). */
  readonly demands: readonly (Demand | Unpaid)[] | null;
  readonly holds: readonly LineHold[];
}

/** The shares of all who are credited with an invoice, in the order of their credits, and of those who have lines of it all the same. */
export function sharesOf(
  revenue: RevenueEvent,
  customer: CustomerAccount,
  accounts: CommissionAccounts,
  program: ProgramTerms,
  clock: Instant,
): Share[] {
  const credits = creditsAt(customer, revenue.at);
  const taken = new TakenFromLines(revenue, program, clock);
  const invoice = { program, revenue, customer, parts: new CreditedParts(credits), taken };
  const inForce = (partner: string): PartnerInForce => {
    const account = accounts.partner(partner);
    const scope = { partnerApprovedAt: approvedSince(account.record), customerSettledAt: customer.settledAt };
    const terms = termsFor(program, revenue.at, scope);
    return { account, terms, tier: tierAt(account.record, revenue.at, terms) };
  };
  const shareOf = (partner: string, share: PartnerInForce, demands: Share['demands']): Share => {
    const holds = holdsOf(revenue.account, customer, share.terms.requiresActivation);
    return { partner, demands, holds, ...share };
  };
  const shares = credits.map((credit) => {
    const share = inForce(credit.partner);
    return shareOf(credit.partner, share, demandsOf(invoice, credit, share));
  });
  const credited = new Set(credits.map(({ partner }) => partner));
  const others = [...partnersWithLines(revenue.account)].filter((partner) => !credited.has(partner));
  return [...shares, ...others.map((partner) => shareOf(partner, inForce(partner), null))];
}
