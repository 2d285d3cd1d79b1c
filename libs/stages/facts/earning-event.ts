import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import type { Terms } from '@ledger/program/terms';

type InvoiceEvent = EventOf<'invoice.paid'> | EventOf<'invoice.issued'>;

/** The invoice event that the program earns on (programs.md, section 0, Money); null for any other event. */
export function invoiceOf(event: LedgerEvent, terms: Terms): InvoiceEvent | null {
  if (event.type === 'invoice.paid' && terms.earnOn === 'collected') return event;
  if (event.type === 'invoice.issued' && terms.earnOn === 'billed') return event;
  return null;
}

export function paysForKind(terms: Terms, kind: string): boolean {
  return terms.earnings.some((earning) => earning.kind === kind);
}

/** Whether it is an earning event: at least one line has a kind that the terms pay for and an amount > 0. */
export function earns(invoice: InvoiceEvent, terms: Terms): boolean {
  return invoice.data.lines.some(({ kind, amount }) => amount > 0 && paysForKind(terms, kind));
}
