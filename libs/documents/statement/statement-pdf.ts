import { PAYOUT_DOCUMENT_WORDS } from '@ledger/explain/catalogue/payout-document-words';
import { STATEMENT_WORDS, type StatementWord } from '@ledger/explain/catalogue/statement-words';
import type { Language } from '@ledger/explain/language';
import { writeAmount, writeValue } from '@ledger/explain/write-value';
import { PdfPages, type PdfColumn, type PdfDocument } from '../pdf/pdf-pages';
import { lineCells, lineColumns } from './line-table';
import type { PartnerStatement, StatementAccount, StatementPayout } from './statement';

/** The statement as a document that a partner sends to its accountant: the same statement and version give the same bytes. */
export async function statementPdf(statement: PartnerStatement, language: Language, version = 1): Promise<PdfDocument> {
  const say = (word: StatementWord) => STATEMENT_WORDS[word][language];
  const { program, partner, accounts } = statement;
  const month = monthText(statement.month, language);
  const title = `${say('title')} ${month}`;
  const pages = await PdfPages.open({ title: `${title}, ${partner}`, at: new Date(statement.endsAtMs), language });
  pages.title(program, title);
  pages.facts([...factsOf(statement, language), ...versionOf(version, language)]);
  if (accounts.length === 0) pages.note(say('nothing'));
  for (const account of accounts) writeAccount(pages, account, language);
  const footer = (page: number, count: number) =>
    `${program} · ${partner} · ${month} · ${say('page')} ${page} ${say('of')} ${count}`;
  return pages.end(footer, say('undrawn'));
}

function factsOf(statement: PartnerStatement, language: Language): readonly (readonly [string, string])[] {
  const say = (word: StatementWord) => STATEMENT_WORDS[word][language];
  const { name, company, partner, from, through, timeZone, isClosed } = statement;
  const day = (date: string) => writeValue({ date }, language);
  const named = [['partner', name] as const, ['company', company] as const];
  return [
    ...named.flatMap(([word, text]) => (text === null ? [] : [[say(word), text] as const])),
    [say('id'), partner],
    [say('program'), statement.program],
    [say('period'), `${day(from)} – ${day(through)} (${timeZone})`],
    [say('state'), say(isClosed ? 'closed' : 'open')],
  ];
}

function versionOf(version: number, language: Language): readonly (readonly [string, string])[] {
  const { version: word, replaces } = PAYOUT_DOCUMENT_WORDS;
  return version === 1 ? [] : [[word[language], `${version}, ${replaces[language]}`]];
}

function writeAccount(pages: PdfPages, account: StatementAccount, language: Language): void {
  const say = (word: StatementWord) => STATEMENT_WORDS[word][language];
  const { currency, lines, payouts } = account;
  pages.heading(`${say('amountsIn')} ${currency}`);
  const sums = sumsOf(account, language);
  pages.table(SUM_COLUMNS, sums, (index) => index === 0 || index === sums.length - 1);
  if (account.paidMinor !== 0n || payouts.length > 0) {
    pages.note(say('ofPayouts'));
    pages.table(SUM_COLUMNS, ofPayouts(account, language), (index) => index === 3);
  }
  if (lines.length > 0) {
    pages.heading(`${say('lines')}, ${currency}`);
    pages.table(
      lineColumns(language),
      lines.map((line) => lineCells(line, currency, language)),
    );
  }
  if (payouts.length > 0) {
    pages.heading(`${say('payouts')}, ${currency}`);
    pages.table(
      payoutColumns(say),
      payouts.map((payout) => payoutCells(payout, currency, language)),
    );
  }
}

const SUM_COLUMNS: readonly PdfColumn[] = [
  { head: '', part: 0.35 },
  { head: '', part: 0.2, right: true },
];

function sumsOf(account: StatementAccount, language: Language): readonly (readonly string[])[] {
  const { currency, openingMinor, accruedMinor, adjustedMinor, reversedMinor, paidMinor, closingMinor } = account;
  const sums: readonly (readonly [StatementWord, bigint])[] = [
    ['opening', openingMinor],
    ['accrued', accruedMinor],
    ['adjusted', adjustedMinor],
    ['reversed', reversedMinor],
    ['paid', -paidMinor],
    ['closing', closingMinor],
  ];
  return sums.map(([word, minor]) => [STATEMENT_WORDS[word][language], writeAmount(minor, currency, language)]);
}

function ofPayouts(account: StatementAccount, language: Language): readonly (readonly string[])[] {
  const { currency, paidMinor, feesMinor, withheldMinor, netMinor } = account;
  const sums: readonly (readonly [StatementWord, bigint])[] = [
    ['gross', paidMinor],
    ['fees', -feesMinor],
    ['withheld', -withheldMinor],
    ['net', netMinor],
  ];
  return sums.map(([word, minor]) => [STATEMENT_WORDS[word][language], writeAmount(minor, currency, language)]);
}

type Say = (word: StatementWord) => string;

function payoutColumns(say: Say): readonly PdfColumn[] {
  return [
    { head: say('date'), part: 0.11 },
    { head: say('payout'), part: 0.13 },
    { head: say('what'), part: 0.2 },
    { head: say('rail'), part: 0.09 },
    { head: say('gross'), part: 0.11, right: true },
    { head: say('fees'), part: 0.11, right: true },
    { head: say('withheld'), part: 0.13, right: true },
    { head: say('net'), part: 0.12, right: true },
  ];
}

function payoutCells(payout: StatementPayout, currency: string, language: Language): readonly string[] {
  const { date, payout: id, kind, rail, grossMinor, feeMinor, withheldMinor, netMinor } = payout;
  const sign = kind === 'made' ? 1n : -1n;
  const amounts = [grossMinor, -feeMinor, -withheldMinor, netMinor];
  return [
    writeValue({ date }, language),
    id,
    STATEMENT_WORDS[kind][language],
    rail,
    ...amounts.map((minor) => writeAmount(sign * minor, currency, language)),
  ];
}

function monthText(month: string, language: Language): string {
  return language === 'en' ? month : month.split('-').reverse().join('/');
}
