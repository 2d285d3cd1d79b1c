import type { PayoutDocument } from '../payout/payout-document';
import { RECIPIENT, SUPPLIER } from './parties';
import { SMALL_ACCOUNT } from './small-statement';

/** A self-billed invoice between two countries: an accrual, a refund and an adjustment. */
export function smallPayoutDocument(change: Partial<PayoutDocument> = {}): PayoutDocument {
  return {
    program: 'plixo',
    number: 'PLIXO-2026-0007',
    version: 1,
    kind: 'self_billed_invoice',
    corrects: null,
    taxNote: 'reverse_charge',
    refusal: null,
    payout: 'po-9',
    partner: 'alder',
    name: 'Zoë Größe',
    company: null,
    recipient: RECIPIENT,
    supplier: SUPPLIER,
    agreedOn: '2026-01-05',
    date: '2026-02-10',
    atMs: Date.UTC(2026, 1, 10),
    timeZone: 'Europe/Berlin',
    rail: 'stripe',
    reference: 'tr_1PqX',
    currency: 'EUR',
    lines: SMALL_ACCOUNT.lines,
    grossMinor: 4_300n,
    feeMinor: 36n,
    withheldMinor: 430n,
    netMinor: 3_834n,
    ...change,
  };
}
