import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';

type InvoiceEvent = EventOf<'invoice.paid'> | EventOf<'invoice.issued'>;

/** The invoice event that the program earns on (programs.md, section 0, Money); null for any other event. */
export function invoiceOf(event: LedgerEvent, terms: Terms): InvoiceEvent | null {
  if (event.type === 'invoice.paid' && terms.earnOn === 'collected') return event;
  if (event.type === 'invoice.issued' && terms.earnOn === 'billed') return event;
  return null;
}

/** Whether the terms pay for a kind of line, for any partner (programs.md, section 0, Money: Base, Earning event). */
export function paysForKind(terms: Terms, kind: string): boolean {
  return terms.earnings.some((earning) => earning.kind === kind);
}

/** Whether it is an earning event: at least one line has a kind that the terms pay for and an amount > 0. */
export function earns(invoice: InvoiceEvent, terms: Terms): boolean {
  return invoice.data.lines.some(({ kind, amount }) => amount > 0 && paysForKind(terms, kind));
}

/** What may make an invoice an earning event: its time, and the kinds of its lines above nothing. */
export interface Earner {
  readonly at: Instant;
  readonly kinds: ReadonlySet<string>;
}

export function earnerOf({ time, data }: InvoiceEvent): Earner {
  return { at: time, kinds: new Set(data.lines.filter(({ amount }) => amount > 0).map(({ kind }) => kind)) };
}

/**
 * The version that says whether an invoice of a time is an earning event: the one in force then for its customer, which
 * settles by it at the latest; no partner is in question (programs.md, section 0, Terms have versions).
 */
export function termsOfEarner(program: ProgramTerms, at: Instant, settledAt: Instant | null): Terms {
  const customerSettledAt = settledAt === null || settledAt > at ? at : settledAt;
  return termsFor(program, at, { customerSettledAt });
}

export function isEarningEvent({ at, kinds }: Earner, program: ProgramTerms, settledAt: Instant | null): boolean {
  const terms = termsOfEarner(program, at, settledAt);
  return terms.earnings.some(({ kind }) => kinds.has(kind));
}
