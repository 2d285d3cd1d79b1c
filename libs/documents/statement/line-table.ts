import { STATEMENT_WORDS, type StatementWord } from '@ledger/explain/catalogue/statement-words';
import { WORDS } from '@ledger/explain/catalogue/words';
import type { Language } from '@ledger/explain/language';
import { writeAmount, writeValue } from '@ledger/explain/write-value';
import type { PdfColumn } from '../pdf/pdf-pages';
import type { StatementLine } from './statement';

/** The columns of a table of lines. */
export function lineColumns(language: Language): readonly PdfColumn[] {
  const say = (word: StatementWord) => STATEMENT_WORDS[word][language];
  return [
    { head: say('date'), part: 0.11 },
    { head: say('customer'), part: 0.17 },
    { head: say('invoice'), part: 0.22 },
    { head: say('reason'), part: 0.2 },
    { head: say('base'), part: 0.11, right: true },
    { head: say('rate'), part: 0.07, right: true },
    { head: say('amount'), part: 0.12, right: true },
  ];
}

/** A line as a row of it. */
export function lineCells(line: StatementLine, currency: string, language: Language): readonly string[] {
  const { date, customer, invoice, line: id, reason, baseMinor, rate, amountMinor } = line;
  return [
    writeValue({ date }, language),
    customer ?? '',
    invoice === null ? id : `${invoice}, ${id}`,
    reasonText(reason, language),
    baseMinor === null ? '' : writeAmount(baseMinor, currency, language),
    rate === null ? '' : writeValue({ rate }, language),
    writeAmount(amountMinor, currency, language),
  ];
}

/** A reason that the catalogue does not know stands as it is. */
function reasonText(reason: string, language: Language): string {
  const words: Readonly<Record<string, Readonly<Record<Language, string>> | undefined>> = WORDS;
  return words[`reason.${reason}`]?.[language] ?? reason;
}
