import type { LineHold } from './commission.decisions';
import { isActivated, type CustomerAccount } from './customer-account';
import { hasOpenDispute, type InvoiceAccount } from './invoice-account';

/** One for all invoices that nothing holds. */
const NO_HOLDS: readonly LineHold[] = [];

/** What keeps an invoice's lines in hold: an open dispute, a customer without a standing activation (programs.md, section 0, Disputes). */
export function holdsOf(
  invoice: InvoiceAccount,
  customer: CustomerAccount | null,
  requiresActivation: boolean,
): readonly LineHold[] {
  const holds: LineHold[] = [];
  if (hasOpenDispute(invoice)) holds.push('dispute');
  if (requiresActivation && (customer === null || !isActivated(customer))) holds.push('not_activated');
  return holds.length === 0 ? NO_HOLDS : holds;
}

export function sameHolds(a: readonly LineHold[], b: readonly LineHold[]): boolean {
  return a.length === b.length && a.every((hold, index) => hold === b[index]);
}
