import type { Instant } from '@ledger/kernel/instant';
import type { InvoiceHoldsChanged, LineHold } from './commission.decisions';
import { isActivated, type CustomerAccount } from './customer-account';
import { holdsFor, partnersWithLines, type InvoiceAccount } from './invoice-account';
import { hasOpenDispute } from './invoice-disputes';
import type { Share } from './shares-of-invoice';

/** One for all invoices that nothing holds. */
const NO_HOLDS: readonly LineHold[] = [];

/** What keeps an invoice's lines in hold: an open dispute, a customer without a standing activation (programs.md, section 0, Disputes). */
export function holdsOf(
  invoice: InvoiceAccount,
  customer: CustomerAccount,
  requiresActivation: boolean,
): readonly LineHold[] {
  const holds: LineHold[] = [];
  if (hasOpenDispute(invoice)) holds.push('dispute');
  if (requiresActivation && !isActivated(customer)) holds.push('not_activated');
  return holds.length === 0 ? NO_HOLDS : holds;
}

/** What keeps lines that are posted in hold changed; where nothing is posted, the first line will carry its holds. */
export function* changedHolds(
  account: InvoiceAccount,
  shares: readonly Share[],
  decidedAt: Instant,
): Generator<InvoiceHoldsChanged> {
  const withLines = partnersWithLines(account);
  for (const { partner, holds } of shares) {
    if (!withLines.has(partner) || sameHolds(holds, holdsFor(account, partner))) continue;
    const { invoice, customer } = account;
    yield { type: 'InvoiceHoldsChanged', invoice, customer: customer ?? '', partner, holds, decidedAt };
  }
}

function sameHolds(a: readonly LineHold[], b: readonly LineHold[]): boolean {
  return a.length === b.length && a.every((hold, index) => hold === b[index]);
}
