import type { NotedConsent } from '../billing/held-at';
import type { Party } from '../billing/party';

/** Why no VAT stands on a self-billed invoice. */
export const TAX_NOTES = ['reverse_charge', 'not_registered'] as const;
export type TaxNote = (typeof TAX_NOTES)[number];

/** Why a partner that agreed to self-billing gets a remittance advice all the same. */
export const REFUSALS = [
  'paid_elsewhere',
  'own_data_missing',
  'billing_data_missing',
  'tax_id_missing',
  'domestic_vat',
  'vat_id_missing',
  'own_vat_id_missing',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What held when a payout was paid. */
export interface HeldWhenPaid {
  readonly rail: string;
  /** The program's own data, which receives the service; null: none was noted. */
  readonly recipient: Party | null;
  /** The partner's, which supplies it. */
  readonly supplier: Party | null;
  readonly consent: Pick<NotedConsent, 'agrees'> | null;
}

/** Which document a payout gets. */
export interface DocumentChoice {
  readonly kind: 'remittance_advice' | 'self_billed_invoice';
  readonly taxNote: TaxNote | null;
  /** null: nothing was refused; a partner that did not agree is refused nothing. */
  readonly refusal: Refusal | null;
}

/**
 * A self-billed invoice where the partner had agreed to it and no VAT is due on it (it is not registered, or the recipient
 * in another country accounts for it); else a remittance advice, with the reason where the partner had agreed.
 */
export function chooseDocument(held: HeldWhenPaid): DocumentChoice {
  if (held.consent?.agrees !== true) return { kind: 'remittance_advice', taxNote: null, refusal: null };
  const judged = judgeTax(held);
  if (judged.refusal !== null) return { kind: 'remittance_advice', taxNote: null, refusal: judged.refusal };
  return { kind: 'self_billed_invoice', taxNote: judged.taxNote, refusal: null };
}

type Judged =
  { readonly refusal: Refusal; readonly taxNote: null } | { readonly refusal: null; readonly taxNote: TaxNote };

function judgeTax({ rail, recipient, supplier }: HeldWhenPaid): Judged {
  // Whoever paid it made its documents.
  if (rail === 'external') return refused('paid_elsewhere');
  if (recipient === null) return refused('own_data_missing');
  if (supplier === null) return refused('billing_data_missing');
  if (supplier.vatId === null && supplier.taxId === null) return refused('tax_id_missing');
  if (!supplier.isRegistered) return { refusal: null, taxNote: 'not_registered' };
  if (supplier.country === recipient.country) return refused('domestic_vat');
  if (supplier.vatId === null) return refused('vat_id_missing');
  if (recipient.vatId === null) return refused('own_vat_id_missing');
  return { refusal: null, taxNote: 'reverse_charge' };
}

function refused(refusal: Refusal): Judged {
  return { refusal, taxNote: null };
}
