import type { LedgerEvent } from '@ledger/contracts/events';
import { termsAt, type ProgramTerms } from '@ledger/program/program-terms';
import type { TermsOfFacts } from '@ledger/program/terms-of-facts';
import type { AttributionDecision } from '../attribution/attribution.decisions';
import { invoiceOf } from '../facts/earning-event';
import { insertInOrder, keyOf } from '../facts/fact-key';
import { partnerOfEvent } from '../facts/partner-of-event';
import { notePartnerFact } from '../facts/partner-record';
import type { Decisions, Fact } from '../stage';
import type { AccountingPeriods } from './accounting-periods';
import type { CommissionAccounts } from './commission-accounts';
import { addRevenue, judgeRevenue } from './customer-account';
import { noteInvoice, type InvoiceAccount } from './invoice-account';
import { noteDispute } from './invoice-disputes';
import { TouchedInvoices } from './touched-invoices';

/** Notes a fact and what the stages before decided on it; answers the invoices whose demand it may have changed. */
export function noteCommissionFact(
  fact: Fact,
  earlier: Decisions,
  accounts: CommissionAccounts,
  periods: AccountingPeriods,
  program: TermsOfFacts,
): TouchedInvoices {
  const { event } = fact;
  const touched = new TouchedInvoices(accounts);
  const published = program.note(event);
  for (const decision of earlier.attribution) noteCredits(decision, accounts, program, touched);
  const partner = partnerOfEvent(event);
  if (partner !== null) notePartnerFact(accounts.partner(partner).record, event);
  touched.addByPartnerFact(event);
  for (const decision of earlier['partner-status']) {
    const winsBefore =
      decision.type === 'WinsChanged' ? accounts.partner(decision.partner).winsIn(decision.quarter) : 0;
    accounts.noteStatus(decision);
    touched.addByStatus(decision, winsBefore, program.versions);
  }
  if (published) judgeAnew(fact, accounts, program, touched);
  if (event.type === 'period.closed') periods.close(event.data.period);
  noteRevenue(fact, accounts, program, touched);
  noteCustomer(event, accounts, touched);
  return touched;
}

function noteCredits(
  decision: AttributionDecision,
  accounts: CommissionAccounts,
  program: ProgramTerms,
  touched: TouchedInvoices,
): void {
  const customer = accounts.customer(decision.customer);
  const { settledAt, spans } = customer;
  customer.settledAt = decision.settledAt;
  customer.spans = decision.spans;
  if (settledAt !== customer.settledAt) judgeRevenue(customer, program);
  accounts.indexCredits(customer);
  touched.addByCredits(customer, settledAt, spans);
}

/** A new version judges anew what was earned since it takes effect (programs.md, section 0, Terms have versions). */
function judgeAnew(
  { clock }: Fact,
  accounts: CommissionAccounts,
  program: ProgramTerms,
  touched: TouchedInvoices,
): void {
  const since = program.versions.at(-1)?.effectiveFrom;
  if (since === undefined) return;
  for (const customer of accounts.allCustomers()) {
    const concerned = customer.revenue.filter(({ at }) => at >= since).map(({ account }) => account);
    if (concerned.length === 0) continue;
    judgeRevenue(customer, program);
    touched.add(concerned);
    for (const account of concerned) accounts.noteTrueUp(account, clock);
  }
}

function noteRevenue(
  { event, clock }: Fact,
  accounts: CommissionAccounts,
  program: ProgramTerms,
  touched: TouchedInvoices,
): void {
  const account = noteTakeBack(event, accounts) ?? notePaidOrIssued(event, accounts, program, touched);
  if (account === null) return;
  accounts.noteTrueUp(account, clock);
  touched.add([account]);
}

/** Records a refund, its failure, a void or a dispute, which may come before their invoice; null: the event is none of them. */
function noteTakeBack(event: LedgerEvent, accounts: CommissionAccounts): InvoiceAccount | null {
  switch (event.type) {
    case 'payment.refunded': {
      const account = accounts.invoice(event.data.invoice);
      accounts.refunds.refunded(account, event);
      return account;
    }
    case 'payment.refund_failed':
      return accounts.refunds.failedToReach(event.data.refund);
    case 'invoice.voided': {
      const account = accounts.invoice(event.data.invoice);
      account.voided = true;
      return account;
    }
    case 'dispute.opened':
    case 'dispute.closed': {
      const account = accounts.invoice(event.data.invoice);
      noteDispute(account, event);
      return account;
    }
    default:
      return null;
  }
}

function notePaidOrIssued(
  event: LedgerEvent,
  accounts: CommissionAccounts,
  program: ProgramTerms,
  touched: TouchedInvoices,
): InvoiceAccount | null {
  const invoice = invoiceOf(event, termsAt(program, event.time));
  if (invoice === null) return null;
  const account = accounts.invoice(invoice.data.invoice);
  const revenue = noteInvoice(account, invoice);
  const customer = accounts.customer(invoice.data.customer);
  const concernsOthers = addRevenue(customer, revenue, program);
  accounts.indexInvoice(customer, account, event.time);
  if (concernsOthers) touched.addAllOf(customer);
  return account;
}

function noteCustomer(event: LedgerEvent, accounts: CommissionAccounts, touched: TouchedInvoices): void {
  switch (event.type) {
    case 'customer.churned':
      insertInOrder(accounts.customer(event.data.customer).churns, keyOf(event));
      break;
    case 'customer.activated':
      insertInOrder(accounts.customer(event.data.customer).activations, keyOf(event));
      break;
    case 'customer.activation_voided':
      insertInOrder(accounts.customer(event.data.customer).voidedActivations, keyOf(event));
      break;
    default:
      return;
  }
  touched.addAllOf(accounts.customer(event.data.customer));
}
