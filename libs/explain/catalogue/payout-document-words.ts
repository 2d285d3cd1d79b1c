import type { InEachLanguage } from '../language';

/** What stands in the document of a payout beside its figures; what it has in common with statements is among their words. */
export const PAYOUT_DOCUMENT_WORDS = {
  remittance_advice: { en: 'Remittance advice', de: 'Zahlungsavis' },
  self_billed_invoice: { en: 'Self-billed invoice', de: 'Gutschrift' },
  credit_note: { en: 'Credit note', de: 'Rechnungskorrektur' },
  returned_advice: { en: 'Notice of a returned payout', de: 'Anzeige einer Rückzahlung' },
  number: { en: 'Number', de: 'Nummer' },
  corrects: { en: 'Corrects', de: 'Korrigiert' },
  version: { en: 'Version', de: 'Fassung' },
  replaces: { en: 'replaces the version before it', de: 'ersetzt die Fassung davor' },
  paidOn: { en: 'Paid on', de: 'Gezahlt am' },
  returnedOn: { en: 'Came back on', de: 'Zurückgekommen am' },
  reference: { en: 'Reference of the rail', de: 'Referenz der Zahlung' },
  supplier: { en: 'Supplier', de: 'Leistungserbringer' },
  recipient: { en: 'Recipient', de: 'Leistungsempfänger' },
  payee: { en: 'Paid to', de: 'Zahlung an' },
  payer: { en: 'Paid by', de: 'Zahlung von' },
  vatId: { en: 'VAT id', de: 'USt-IdNr.' },
  taxId: { en: 'Tax id', de: 'Steuernummer' },
  service: { en: 'Commission for referred customers', de: 'Provision für vermittelte Kunden' },
  vat: { en: 'VAT', de: 'Umsatzsteuer' },
  netAmount: { en: 'Net amount', de: 'Nettobetrag' },
  total: { en: 'Total', de: 'Gesamtbetrag' },
  sums: { en: 'Amounts in', de: 'Beträge in' },
  paidBack: { en: 'Came back', de: 'Zurückgekommen' },
  agreed: {
    en: 'Self-billing: the recipient issues this invoice for the supplier, who agreed to it on',
    de: 'Der Leistungsempfänger rechnet mit dieser Gutschrift für den Leistungserbringer ab; vereinbart am',
  },
  correctsSelfBilled: {
    en: 'Self-billing: it corrects an invoice that the recipient issued for the supplier.',
    de: 'Sie korrigiert eine Gutschrift, mit der der Leistungsempfänger abgerechnet hat.',
  },
  reverse_charge: {
    en: 'Reverse charge: VAT is to be accounted for by the recipient of the service.',
    de: 'Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge).',
  },
  not_registered: {
    en: 'No VAT is charged: the supplier is not registered for VAT.',
    de: 'Es wird keine Umsatzsteuer berechnet: Der Leistungserbringer ist nicht für die Umsatzsteuer registriert.',
  },
  noInvoice: { en: 'This document is not an invoice.', de: 'Dieses Dokument ist keine Rechnung.' },
  owedAgain: {
    en: 'The money of this payout came back. The whole amount is owed again.',
    de: 'Das Geld dieser Auszahlung ist zurückgekommen. Der ganze Betrag wird wieder geschuldet.',
  },
  paid_elsewhere: {
    en: 'It was paid before this ledger took over: documents of that time stay valid.',
    de: 'Gezahlt, bevor dieses Abrechnungssystem übernahm: Belege von damals gelten weiter.',
  },
  own_data_missing: {
    en: 'It is not self-billed: the billing data of the program were not noted when it was paid.',
    de: 'Keine Gutschrift: Bei der Zahlung waren keine Rechnungsdaten des Programms hinterlegt.',
  },
  billing_data_missing: {
    en: 'It is not self-billed: the billing data of the partner were not noted when it was paid.',
    de: 'Keine Gutschrift: Bei der Zahlung waren keine Rechnungsdaten des Partners hinterlegt.',
  },
  tax_id_missing: {
    en: 'It is not self-billed: an invoice needs a VAT id or a tax id of the supplier.',
    de: 'Keine Gutschrift: Eine Rechnung braucht USt-IdNr. oder Steuernummer des Leistungserbringers.',
  },
  domestic_vat: {
    en: 'It is not self-billed: VAT would be due, since both sides are in one country and the supplier is registered there. The supplier writes an invoice.',
    de: 'Keine Gutschrift: Es fiele Umsatzsteuer an, da beide Seiten im selben Land sind und der Leistungserbringer dort registriert ist. Er stellt eine Rechnung.',
  },
  vat_id_missing: {
    en: 'It is not self-billed: reverse charge needs the VAT id of the supplier.',
    de: 'Keine Gutschrift: Die Steuerschuldnerschaft des Leistungsempfängers braucht die USt-IdNr. des Leistungserbringers.',
  },
  own_vat_id_missing: {
    en: 'It is not self-billed: reverse charge needs the VAT id of the recipient.',
    de: 'Keine Gutschrift: Die Steuerschuldnerschaft des Leistungsempfängers braucht dessen USt-IdNr.',
  },
} as const satisfies Readonly<Record<string, InEachLanguage>>;

export type PayoutDocumentWord = keyof typeof PAYOUT_DOCUMENT_WORDS;
