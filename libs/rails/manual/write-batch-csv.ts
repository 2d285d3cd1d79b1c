import { stringify } from 'csv-stringify/sync';
import { formatDate } from '@ledger/kernel/calendar';
import { inMajorUnits } from '@ledger/documents/money-text';
import { remittanceText, type BatchContent, type Payment } from './batch-content';
import { bankText } from './bank-text';

const HEADINGS = [
  ...['end to end id', 'execute on', 'amount', 'currency', 'name', 'iban', 'bic'],
  ...['street', 'building', 'postcode', 'town', 'country', 'remittance', 'debtor name', 'debtor iban'],
];

/** A batch as CSV (RFC 4180), for a bank that takes no pain.001, or for whoever types payments in. */
export function writeBatchCsv(content: BatchContent): string {
  return lines([HEADINGS, ...content.payments.map((payment) => cellsOf(payment, content))]);
}

/** What a batch says of one payment. */
export function writeBatchLine(payment: Payment, content: BatchContent): string {
  return lines([cellsOf(payment, content)]);
}

function cellsOf({ endToEndId, amountMinor, payee, payout }: Payment, content: BatchContent): string[] {
  const { program, currency, executeOn, debtor } = content;
  const { name, iban, bic, address } = payee;
  const { street, building, postcode, town, country } = address;
  const where = [street, building, postcode, town].map((text) => (text === null ? '' : bankText(text)));
  return [
    ...[endToEndId, formatDate(executeOn), inMajorUnits(amountMinor, currency), currency],
    ...[bankText(name), iban, bic ?? '', ...where, country ?? ''],
    ...[remittanceText(program, payout), bankText(debtor.name), debtor.iban],
  ];
}

/** Without apostrophes before formulas: they would reach the bank, and of its characters no formula that does harm is made. */
function lines(rows: readonly (readonly string[])[]): string {
  return stringify(rows as string[][], { record_delimiter: 'windows', quote_record_delimiter: true });
}
