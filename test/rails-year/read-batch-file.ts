import { parse } from 'csv-parse/sync';
import { allAt, at, textAt, xmlTree, type XmlElement } from '@ledger/rails/manual/camt054/xml-tree';

/** A payment that a bank is told to make. */
export interface Instruction {
  readonly endToEndId: string;
  /** What the payee reads: `Commission PROGRAM po-N`. */
  readonly remittance: string;
  /** In minor units. */
  readonly amount: bigint;
  readonly currency: string;
  readonly iban: string;
}

/** What a bank makes of a batch file's bytes, pain.001 or CSV, with nothing else to go by. Throws where sums do not fit. */
export function readBatchFile(text: string): { readonly message: string; readonly payments: readonly Instruction[] } {
  return text.startsWith('<?xml') ? readPain(text) : { message: text, payments: readCsv(text) };
}

function readPain(text: string): { readonly message: string; readonly payments: readonly Instruction[] } {
  const initiation = at(xmlTree(text), 'CstmrCdtTrfInitn');
  if (initiation === undefined) throw new Error('the bank takes no such file');
  const payments = allAt(initiation, 'PmtInf')
    .flatMap((each) => allAt(each, 'CdtTrfTxInf'))
    .map(instruction);
  const header = at(initiation, 'GrpHdr');
  const sum = payments.reduce((total, { amount }) => total + amount, 0n);
  if (textAt(header, 'NbOfTxs') !== String(payments.length) || minor(textAt(header, 'CtrlSum')) !== sum)
    throw new Error('the bank finds other payments than the header of the file says');
  return { message: needed(textAt(header, 'MsgId')), payments };
}

function instruction(transaction: XmlElement): Instruction {
  return {
    endToEndId: needed(textAt(transaction, 'PmtId', 'EndToEndId')),
    remittance: needed(textAt(transaction, 'RmtInf', 'Ustrd')),
    amount: minor(textAt(transaction, 'Amt', 'InstdAmt')),
    currency: needed(at(transaction, 'Amt', 'InstdAmt')?.attributes['Ccy']),
    iban: needed(textAt(transaction, 'CdtrAcct', 'Id', 'IBAN')),
  };
}

function readCsv(text: string): Instruction[] {
  const rows: Record<string, string>[] = parse(text, { columns: true });
  return rows.map((row) => ({
    endToEndId: needed(row['end to end id']),
    remittance: needed(row['remittance']),
    amount: minor(row['amount']),
    currency: needed(row['currency']),
    iban: needed(row['iban']),
  }));
}

/** With all digits of its currency, as the files are written. */
function minor(decimal: string | null | undefined): bigint {
  return BigInt(needed(decimal).replace('.', ''));
}

function needed(text: string | null | undefined): string {
  if (text === null || text === undefined || text === '') throw new Error('the bank misses something in the file');
  return text;
}
