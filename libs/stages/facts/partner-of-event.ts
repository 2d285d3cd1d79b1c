import type { LedgerEvent } from '@ledger/contracts/events';

/** The partner whose record a `partner.*` event changes; null for every other event. */
export function partnerOfEvent(event: LedgerEvent): string | null {
  if (!event.type.startsWith('partner.')) return null;
  const { partner } = event.data as { readonly partner: string };
  return partner;
}
