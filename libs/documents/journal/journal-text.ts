import { beancountJournal } from './beancount';
import type { Book } from './book';
import { accountsLacking, type ChartOfAccounts } from './chart-of-accounts';
import { glCsv } from './gl-csv';
import { hledgerJournal } from './hledger';

/** The formats in which a ledger's journal can be written. */
export const JOURNAL_FORMATS = ['hledger', 'beancount', 'gl-csv'] as const;
export type JournalFormat = (typeof JOURNAL_FORMATS)[number];

/** How the books are written; only a general ledger has accounts of its own. */
export type JournalChoice =
  { readonly format: 'hledger' | 'beancount' } | { readonly format: 'gl-csv'; readonly chart: ChartOfAccounts };

/** The accounts that the books have and the chart of the choice lacks; none: they can be written. */
export function lackedBy(choice: JournalChoice, books: readonly Book[]): readonly string[] {
  return choice.format === 'gl-csv' ? accountsLacking(choice.chart, books) : [];
}

/** The books as text, a portion at a time. */
export function journalText(choice: JournalChoice, books: readonly Book[]): AsyncIterable<string> {
  switch (choice.format) {
    case 'hledger':
      return hledgerJournal(books);
    case 'beancount':
      return beancountJournal(books);
    case 'gl-csv':
      return glCsv(books, choice.chart);
  }
}
