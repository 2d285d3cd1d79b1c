import type { LedgerEvent } from '@ledger/contracts/events';
import type { Quarter } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import type { Credit, CreditSpan } from '../attribution/attribution.decisions';
import { partnerOfEvent } from '../facts/partner-of-event';
import type { StatusDecision } from '../partner-status/status.decisions';
import type { CommissionAccounts } from './commission-accounts';
import type { CustomerAccount } from './customer-account';
import type { InvoiceAccount } from './invoice-account';

/** The invoices that a fact may have changed the demand for, and why. */
export class TouchedInvoices {
  readonly invoices = new Set<InvoiceAccount>();
  readonly customersWithNewCredits = new Set<string>();
  private readonly newWins = new Set<string>();

  constructor(private readonly accounts: CommissionAccounts) {}

  add(invoices: Iterable<InvoiceAccount>): void {
    for (const invoice of invoices) this.invoices.add(invoice);
  }

  addAllOf(customer: CustomerAccount): void {
    for (const { account } of customer.revenue) this.invoices.add(account);
  }

  /** Revenue from the fact's time on, for what changes the partner from then on; all of it, for what makes it a partner. */
  addByPartnerFact(event: LedgerEvent): void {
    const partner = partnerOfEvent(event);
    if (partner === null) return;
    switch (event.type) {
      case 'partner.applied':
      case 'partner.approved':
      case 'partner.enrolled':
      case 'partner.rejected':
      case 'partner.info_requested':
        return this.add(this.accounts.invoicesSince(partner, null));
      case 'partner.terminated':
      case 'partner.reinstated':
      case 'partner.violation_recorded':
      case 'partner.tier_set':
      case 'partner.rate_set':
      case 'partner.revenue_share_opted_out':
      case 'partner.revenue_share_opted_in':
      case 'partner.engagement_ended':
      case 'partner.engagement_resumed':
        return this.add(this.accounts.invoicesSince(partner, event.time));
      default:
    }
  }

  /** A promotional rate is the partner's for all its revenue; wins lift or lower the quarter's when they cross the bonus. */
  addByStatus(decision: StatusDecision, winsBefore: number, versions: readonly Terms[]): void {
    if (decision.type === 'PromotionGranted') this.add(this.accounts.invoicesSince(decision.partner, null));
    if (decision.type !== 'WinsChanged') return;
    const crosses = versions.some(
      ({ bonus }) => bonus !== null && winsBefore >= bonus.wins !== decision.wins >= bonus.wins,
    );
    if (!crosses) return;
    this.newWins.add(winsKey(decision.partner, decision.quarter));
    this.add(this.accounts.invoicesIn(decision.partner, decision.quarter));
  }

  /** New credits for any time; they count as a re-attribution if the customer's attribution had settled before. */
  addByCredits(customer: CustomerAccount, settledBefore: Instant | null, before: readonly CreditSpan[]): void {
    const sameCredits = sameSpans(before, customer.spans);
    if (sameCredits && settledBefore === customer.settledAt) return;
    this.addAllOf(customer);
    if (settledBefore !== null && !sameCredits) this.customersWithNewCredits.add(customer.customer);
  }

  changedWins(partner: string, quarter: Quarter): boolean {
    return this.newWins.has(winsKey(partner, quarter));
  }
}

function winsKey(partner: string, quarter: Quarter): string {
  return `${quarter} ${partner}`;
}

/** Whether credits are the same at all times; that another override gives them changes nothing. */
function sameSpans(a: readonly CreditSpan[], b: readonly CreditSpan[]): boolean {
  const [left, right] = [merged(a), merged(b)];
  return (
    left.length === right.length &&
    left.every((span, index) => {
      const other = right[index] as CreditSpan;
      return span.fromAt === other.fromAt && sameCredits(span.credits, other.credits);
    })
  );
}

/** Without the spans that only go on with the credits of the one before. */
function merged(spans: readonly CreditSpan[]): CreditSpan[] {
  return spans.filter((span, index) => !sameCredits(spans[index - 1]?.credits ?? [], span.credits));
}

function sameCredits(a: readonly Credit[], b: readonly Credit[]): boolean {
  return (
    a.length === b.length &&
    a.every((credit, index) => {
      const other = b[index] as Credit;
      return credit.partner === other.partner && credit.role === other.role && credit.weight === other.weight;
    })
  );
}
