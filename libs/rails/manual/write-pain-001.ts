import { formatDate } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import { inMajorUnits } from '@ledger/documents/money-text';
import { remittanceText, totalOf, type BatchContent, type Payment } from './batch-content';
import type { BankParty, PostalAddress } from './bank-party';
import { bankText } from './bank-text';
import { isInSepa } from './check-account';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

/** What stands in an element: a text, or elements; those that are null are left out. */
type Content = string | readonly (Element | null)[];

interface Element {
  readonly name: string;
  readonly attribute?: string;
  readonly content: Content;
}

/** A batch as `pain.001.001.09` (customer credit transfer initiation), with the addresses in fields. */
export function writePain001(content: BatchContent): string {
  const { messageId, madeAt, payments, debtor } = content;
  const header = element('GrpHdr', [
    element('MsgId', messageId),
    element('CreDtTm', formatInstant(madeAt)),
    ...countAndSum(content),
    element('InitgPty', [element('Nm', bankText(debtor.name))]),
  ]);
  const initiation = element('CstmrCdtTrfInitn', [header, paymentInformation(content)]);
  const document: Element = {
    ...element('Document', [initiation]),
    attribute: `xmlns="${NAMESPACE}"`,
  };
  if (payments.length === 0) throw new RangeError(`${messageId}: a batch without payments is no batch`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(document, '')}`;
}

/** What a batch says of one payment. */
export function writeTransfer(payment: Payment, { program, currency }: BatchContent): string {
  return written(transfer(payment, program, currency), '');
}

function paymentInformation(content: BatchContent): Element {
  const { messageId, debtor, executeOn, currency, payments, program } = content;
  const isSepa =
    currency === 'EUR' && [debtor, ...payments.map(({ payee }) => payee)].every(({ iban }) => isInSepa(iban));
  return element('PmtInf', [
    element('PmtInfId', messageId),
    element('PmtMtd', 'TRF'),
    ...countAndSum(content),
    isSepa ? element('PmtTpInf', [element('SvcLvl', [element('Cd', 'SEPA')])]) : null,
    element('ReqdExctnDt', [element('Dt', formatDate(executeOn))]),
    element('Dbtr', party(debtor)),
    element('DbtrAcct', account(debtor, currency)),
    element('DbtrAgt', agent(debtor.bic)),
    element('ChrgBr', isSepa ? 'SLEV' : 'SHAR'),
    ...payments.map((payment) => transfer(payment, program, currency)),
  ]);
}

function transfer({ endToEndId, amountMinor, payee, payout }: Payment, program: string, currency: string): Element {
  const amount: Element = {
    ...element('InstdAmt', inMajorUnits(amountMinor, currency)),
    attribute: `Ccy="${currency}"`,
  };
  return element('CdtTrfTxInf', [
    element('PmtId', [element('InstrId', endToEndId), element('EndToEndId', endToEndId)]),
    element('Amt', [amount]),
    payee.bic === null ? null : element('CdtrAgt', agent(payee.bic)),
    element('Cdtr', party(payee)),
    element('CdtrAcct', account(payee)),
    element('RmtInf', [element('Ustrd', remittanceText(program, payout))]),
  ]);
}

function countAndSum({ payments, currency }: BatchContent): Element[] {
  return [element('NbOfTxs', String(payments.length)), element('CtrlSum', inMajorUnits(totalOf(payments), currency))];
}

function party({ name, address }: BankParty): Element[] {
  return [element('Nm', bankText(name)), element('PstlAdr', addressFields(address))];
}

/** In the order of the schema. */
function addressFields({ street, building, postcode, town, country }: PostalAddress): (Element | null)[] {
  if (town === null || country === null) throw new RangeError('no bank takes an address without town and country');
  return [
    optional('StrtNm', street),
    optional('BldgNb', building),
    optional('PstCd', postcode),
    element('TwnNm', bankText(town)),
    element('Ctry', country),
  ];
}

function account({ iban }: BankParty, currency?: string): (Element | null)[] {
  return [element('Id', [element('IBAN', iban)]), currency === undefined ? null : element('Ccy', currency)];
}

function agent(bic: string | null): Element[] {
  const known = bic === null ? element('Othr', [element('Id', 'NOTPROVIDED')]) : element('BICFI', bic);
  return [element('FinInstnId', [known])];
}

function optional(name: string, text: string | null): Element | null {
  return text === null ? null : element(name, bankText(text));
}

function element(name: string, content: Content): Element {
  return { name, content };
}

/** Whatever stands in it is text: nothing that was entered opens an element. */
function written({ name, attribute, content }: Element, indent: string): string {
  const open = attribute === undefined ? name : `${name} ${attribute}`;
  if (typeof content === 'string') return `${indent}<${open}>${escaped(content)}</${name}>\n`;
  const inner = content.map((each) => (each === null ? '' : written(each, `${indent}  `))).join('');
  return `${indent}<${open}>\n${inner}${indent}</${name}>\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
