import { PAYOUT_DOCUMENT_WORDS, type PayoutDocumentWord } from '@ledger/explain/catalogue/payout-document-words';
import { STATEMENT_WORDS, type StatementWord } from '@ledger/explain/catalogue/statement-words';
import type { Language } from '@ledger/explain/language';
import { writeAmount, writeValue } from '@ledger/explain/write-value';
import type { Party } from '../billing/party';
import { PdfPages, type PdfColumn, type PdfDocument } from '../pdf/pdf-pages';
import { lineCells, lineColumns } from '../statement/line-table';
import type { PayoutDocument } from './payout-document';

type Pair = readonly [name: string, value: string];

/** The document of a payout as a PDF in a language: the same document gives the same bytes. */
export async function payoutDocumentPdf(document: PayoutDocument, language: Language): Promise<PdfDocument> {
  const { number, program, partner, lines, currency, atMs } = document;
  const title = PAYOUT_DOCUMENT_WORDS[titleWord(document)][language];
  const pages = await PdfPages.open({ title: `${title} ${number}`, at: new Date(atMs), language });
  pages.title(document.recipient?.legalName ?? program, title);
  pages.facts(factsOf(document, language));
  for (const [heading, pairs] of partiesOf(document, language)) {
    pages.heading(heading);
    pages.facts(pairs);
  }
  pages.heading(`${PAYOUT_DOCUMENT_WORDS.service[language]}, ${currency}`);
  pages.table(
    lineColumns(language),
    lines.map((line) => lineCells(line, currency, language)),
  );
  pages.heading(`${PAYOUT_DOCUMENT_WORDS.sums[language]} ${currency}`);
  const sums = sumsOf(document, language);
  const bold = sums.flatMap(({ isBold }, index) => (isBold ? [index] : []));
  pages.table(
    SUM_COLUMNS,
    sums.map(({ cells }) => cells),
    (index) => bold.includes(index),
  );
  for (const sentence of sentencesOf(document, language)) pages.paragraph(sentence);
  const footer = (page: number, count: number) =>
    `${number} · ${partner} · ${STATEMENT_WORDS.page[language]} ${page} ${STATEMENT_WORDS.of[language]} ${count}`;
  return pages.end(footer, STATEMENT_WORDS.undrawn[language]);
}

/** What takes back a remittance advice is no correction of an invoice. */
function titleWord({ kind, corrects }: PayoutDocument): PayoutDocumentWord {
  return corrects?.kind === 'remittance_advice' ? 'returned_advice' : kind;
}

function factsOf(document: PayoutDocument, language: Language): readonly Pair[] {
  const say = (word: PayoutDocumentWord) => PAYOUT_DOCUMENT_WORDS[word][language];
  const common = (word: StatementWord) => STATEMENT_WORDS[word][language];
  const { number, version, corrects, date, timeZone, payout, rail, reference, partner, program, kind } = document;
  const onlyIf = (pair: Pair | null): readonly Pair[] => (pair === null ? [] : [pair]);
  return [
    [say('number'), number],
    ...onlyIf(version === 1 ? null : [say('version'), `${version}, ${say('replaces')}`]),
    ...onlyIf(corrects === null ? null : [say('corrects'), `${corrects.number} (${say(corrects.kind)})`]),
    [say(kind === 'credit_note' ? 'returnedOn' : 'paidOn'), `${writeValue({ date }, language)} (${timeZone})`],
    [common('payout'), payout],
    [common('rail'), rail],
    ...onlyIf(reference === null ? null : [say('reference'), reference]),
    [common('program'), program],
    [common('id'), partner],
  ];
}

function partiesOf(document: PayoutDocument, language: Language): readonly (readonly [string, readonly Pair[]])[] {
  const say = (word: PayoutDocumentWord) => PAYOUT_DOCUMENT_WORDS[word][language];
  const { supplier, recipient, name, company, partner, kind, corrects } = document;
  const isInvoice = (corrects?.kind ?? kind) === 'self_billed_invoice';
  const named = [name, company].filter((text) => text !== null);
  const calledItself = (named.length === 0 ? [partner] : named).map((text): Pair => ['', text]);
  return [
    [say(isInvoice ? 'supplier' : 'payee'), supplier === null ? calledItself : pairsOf(supplier, say)],
    ...(recipient === null ? [] : [[say(isInvoice ? 'recipient' : 'payer'), pairsOf(recipient, say)] as const]),
  ];
}

function pairsOf(party: Party, say: (word: PayoutDocumentWord) => string): readonly Pair[] {
  const { legalName, street, postcode, town, country, vatId, taxId } = party;
  return [
    ['', legalName],
    ['', `${street}, ${postcode} ${town}, ${country}`],
    ...(vatId === null ? [] : [[say('vatId'), vatId] as const]),
    ...(taxId === null ? [] : [[say('taxId'), taxId] as const]),
  ];
}

const SUM_COLUMNS: readonly PdfColumn[] = [
  { head: '', part: 0.35 },
  { head: '', part: 0.2, right: true },
];

/** An invoice says its total before what is taken from the payment; an advice, what was paid of what. */
function sumsOf(document: PayoutDocument, language: Language) {
  const { currency, grossMinor, feeMinor, withheldMinor, netMinor, kind, corrects } = document;
  const say = (word: PayoutDocumentWord) => PAYOUT_DOCUMENT_WORDS[word][language];
  const common = (word: StatementWord) => STATEMENT_WORDS[word][language];
  const row = (name: string, minor: bigint, isBold = false) => ({
    cells: [name, writeAmount(minor, currency, language)],
    isBold,
  });
  const isInvoice = (corrects?.kind ?? kind) === 'self_billed_invoice';
  const ofInvoice = [row(say('netAmount'), grossMinor), row(say('vat'), 0n), row(say('total'), grossMinor, true)];
  return [
    ...(isInvoice ? ofInvoice : [row(common('gross'), grossMinor, true)]),
    row(common('fees'), -feeMinor),
    row(common('withheld'), -withheldMinor),
    row(kind === 'credit_note' ? say('paidBack') : common('net'), netMinor, true),
  ];
}

function sentencesOf(document: PayoutDocument, language: Language): readonly string[] {
  const say = (word: PayoutDocumentWord) => PAYOUT_DOCUMENT_WORDS[word][language];
  const { kind, corrects, taxNote, refusal, agreedOn } = document;
  const isInvoice = (corrects?.kind ?? kind) === 'self_billed_invoice';
  const agreed = agreedOn === null ? [] : [`${say('agreed')} ${writeValue({ date: agreedOn }, language)}.`];
  const ofInvoice = kind === 'credit_note' ? [say('correctsSelfBilled')] : agreed;
  return [
    ...(kind === 'credit_note' ? [say('owedAgain')] : []),
    ...(isInvoice ? ofInvoice : [say('noInvoice')]),
    ...(taxNote === null ? [] : [say(taxNote)]),
    ...(refusal === null ? [] : [say(refusal)]),
  ];
}
