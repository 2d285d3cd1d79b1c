import { allAt, at, NotXml, textAt, xmlTree, type XmlElement } from './xml-tree';

/** What a bank tells of one movement on the account. */
export interface BankMovement {
  /** Where it is in the file: the entry and the transaction in it, from 1. */
  readonly place: string;
  /** Money that left the account, or that came to it. */
  readonly direction: 'out' | 'in';
  readonly isBooked: boolean;
  /** null: it names none. */
  readonly endToEndId: string | null;
  /** As it is written; null: it tells none of this transaction alone. */
  readonly amount: string | null;
  readonly currency: string | null;
  /** Why it came back; null: it does not say. */
  readonly returnReason: string | null;
  /** By which the bank knows it. */
  readonly reference: string | null;
}

export type ReadCamt =
  { readonly ok: true; readonly movements: readonly BankMovement[] } | { readonly ok: false; readonly fault: string };

/** Reads a notification of a bank, `camt.054` of any version (bank to customer debit credit notification). */
export function readCamt054(text: string): ReadCamt {
  try {
    const document = xmlTree(text.replace(/^\uFEFF/, ''));
    const notification = at(document, 'BkToCstmrDbtCdtNtfctn');
    if (document.name !== 'Document' || notification === undefined) {
      return {
        ok: false,
        fault: `it is no camt.054: its element is ${document.name} of ${document.namespace || 'no namespace'}`,
      };
    }
    const entries = allAt(notification, 'Ntfctn').flatMap((each) => allAt(each, 'Ntry'));
    return { ok: true, movements: entries.flatMap(movementsOf) };
  } catch (error) {
    if (error instanceof NotXml) return { ok: false, fault: `it is no XML as banks write it: ${error.message}` };
    throw error;
  }
}

/** An entry that books several payments at once tells them one by one. */
function movementsOf(entry: XmlElement, index: number): BankMovement[] {
  const transactions = allAt(entry, 'NtryDtls').flatMap((details) => allAt(details, 'TxDtls'));
  if (transactions.length === 0) return [movement(entry, undefined, `entry ${index + 1}`)];
  return transactions.map((transaction, inner) => {
    const place = transactions.length === 1 ? `entry ${index + 1}` : `entry ${index + 1}.${inner + 1}`;
    return movement(entry, transaction, place, transactions.length === 1);
  });
}

function movement(entry: XmlElement, details: XmlElement | undefined, place: string, isAlone = true): BankMovement {
  const money = moneyOf(entry, details, isAlone);
  const direction = textAt(details, 'CdtDbtInd') ?? textAt(entry, 'CdtDbtInd');
  return {
    place,
    direction: direction === 'DBIT' ? 'out' : 'in',
    isBooked: (textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts')) === 'BOOK',
    endToEndId: textAt(details, 'Refs', 'EndToEndId'),
    ...money,
    returnReason: textAt(details, 'RtrInf', 'Rsn', 'Cd') ?? textAt(details, 'RtrInf', 'Rsn', 'Prtry'),
    reference: textAt(details, 'Refs', 'AcctSvcrRef') ?? textAt(entry, 'AcctSvcrRef'),
  };
}

/** The amount of an entry counts only for one that books nothing else. */
function moneyOf(
  entry: XmlElement,
  details: XmlElement | undefined,
  isAlone: boolean,
): Pick<BankMovement, 'amount' | 'currency'> {
  const money =
    at(details, 'Amt') ??
    at(details, 'AmtDtls', 'TxAmt', 'Amt') ??
    at(details, 'AmtDtls', 'InstdAmt', 'Amt') ??
    (isAlone ? at(entry, 'Amt') : undefined);
  return money === undefined
    ? { amount: null, currency: null }
    : { amount: money.text.trim(), currency: money.attributes['Ccy'] ?? null };
}
