import type { LedgerEvent } from '@ledger/contracts/events';
import { termsAt, type ProgramTerms } from '@ledger/program/program-terms';
import type { AttributionDecision } from '../attribution/attribution.decisions';
import { earns, invoiceOf } from '../facts/earning-event';
import { insertInOrder, keyOf } from '../facts/fact-key';
import { partnerOfEvent } from '../facts/partner-of-event';
import { recordPartnerFact } from '../facts/partner-record';
import type { Decisions, Fact } from '../stage';
import type { AccountingPeriods } from './accounting-periods';
import type { CommissionAccounts } from './commission-accounts';
import { recordInvoice, recordTakeBack } from './invoice-account';
import { TouchedInvoices } from './touched-invoices';

/** Records a fact and what the stages before decided on it; answers the invoices whose demand it may have changed. */
export function recordCommissionFact(
  fact: Fact,
  earlier: Decisions,
  accounts: CommissionAccounts,
  periods: AccountingPeriods,
  program: ProgramTerms,
): TouchedInvoices {
  const { event } = fact;
  const touched = new TouchedInvoices(accounts);
  for (const decision of earlier.attribution) recordCredits(decision, accounts, touched);
  const partner = partnerOfEvent(event);
  if (partner !== null) recordPartnerFact(accounts.partner(partner).record, event);
  touched.addByPartnerFact(event);
  for (const decision of earlier['partner-status']) {
    const winsBefore =
      decision.type === 'WinsChanged' ? accounts.partner(decision.partner).winsIn(decision.quarter) : 0;
    accounts.recordStatus(decision);
    touched.addByStatus(decision, winsBefore, program.versions);
  }
  if (event.type === 'period.closed') periods.close(event.data.period);
  recordRevenue(fact, accounts, program, touched);
  recordCustomer(event, accounts, touched);
  return touched;
}

function recordCredits(decision: AttributionDecision, accounts: CommissionAccounts, touched: TouchedInvoices): void {
  const customer = accounts.customer(decision.customer);
  const { settledAt, credits } = customer;
  customer.settledAt = decision.settledAt;
  customer.credits = decision.credits;
  accounts.indexCredits(customer);
  touched.addByCredits(customer, settledAt, credits);
}

function recordRevenue(
  { event, clock }: Fact,
  accounts: CommissionAccounts,
  program: ProgramTerms,
  touched: TouchedInvoices,
): void {
  switch (event.type) {
    case 'payment.refunded':
    case 'invoice.voided':
    case 'dispute.opened':
    case 'dispute.closed': {
      const account = accounts.invoice(event.data.invoice);
      recordTakeBack(account, event);
      accounts.noteTrueUp(account, clock);
      touched.add([account]);
      return;
    }
    default:
  }
  const terms = termsAt(program, event.time);
  const invoice = invoiceOf(event, terms);
  if (invoice === null) return;
  const account = accounts.invoice(invoice.data.invoice);
  recordInvoice(account, invoice);
  accounts.noteTrueUp(account, clock);
  touched.add([account]);
  const { earning } = account;
  if (earning === null || !earns(invoice, terms)) return;
  const customer = accounts.customer(invoice.data.customer);
  insertInOrder(customer.earnings, earning);
  accounts.indexInvoice(customer, account, event.time);
  // An earning event earlier than others may be the first one, from which durations and clawback windows count.
  if (customer.earnings.at(-1) !== earning) touched.addAllOf(customer);
}

function recordCustomer(event: LedgerEvent, accounts: CommissionAccounts, touched: TouchedInvoices): void {
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
