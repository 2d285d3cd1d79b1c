import { formatDate, parseDate, type CalendarDate } from '@ledger/kernel/calendar';
import { inMajorUnits } from '../money-text';
import type { Book, BookBalance, BookEntry } from './book';
import { entryTags } from './entry-tags';
import { inPortions } from './in-portions';
import { accountTags, byAccount, plainAccount } from './plain-account';
import { tagText } from './tag-text';

/**
 * The books as one journal for Beancount, which `bean-check` takes: every account is opened, for its currencies alone, and
 * each book ends with what its accounts must come to, to the last digit.
 */
export function beancountJournal(books: readonly Book[]): AsyncIterable<string> {
  return inPortions(linesOf(books));
}

async function* linesOf(books: readonly Book[]): AsyncIterable<string> {
  yield 'option "title" "Partner commission ledger"\n';
  for (const book of books) yield* bookLines(book);
}

async function* bookLines(book: Book): AsyncIterable<string> {
  yield `\n; program: ${tagText(book.program)}${book.asOf === null ? '' : `, as of ${book.asOf}`}\n`;
  for (const [name, balances] of byAccount(book.balances)) {
    const [first] = balances;
    if (first === undefined) continue;
    const currencies = balances.map(({ currency }) => currency).join(',');
    yield `${book.firstDate} open ${name} ${currencies}\n${metadata(accountTags(first.account))}`;
  }
  let lastDate = book.firstDate;
  for await (const entry of book.entries()) {
    if (entry.date > lastDate) lastDate = entry.date;
    yield entryText(entry);
  }
  if (book.balances.length > 0) yield closingText(lastDate, book.balances);
}

function entryText(entry: BookEntry): string {
  const { number, date, kind, reason, debited, credited, currency, amountMinor } = entry;
  return [
    `\n${date} * "${reason ?? kind}"\n`,
    metadata([['number', number], ...entryTags(entry)]),
    posting(plainAccount(debited), inMajorUnits(amountMinor, currency), currency),
    posting(plainAccount(credited), inMajorUnits(-amountMinor, currency), currency),
  ].join('');
}

/** Balances are checked at the beginning of a day; without `~ 0` half a unit of the last digit may be wrong. */
function closingText(lastDate: string, balances: readonly BookBalance[]): string {
  const date = dayAfter(lastDate);
  const checks = balances.map(({ account, currency, balanceMinor }) => {
    const name = plainAccount(account).padEnd(56);
    return `${date} balance ${name}  ${inMajorUnits(balanceMinor, currency)} ~ 0 ${currency}\n`;
  });
  return `\n${checks.join('')}`;
}

function posting(account: string, amount: string, currency: string): string {
  return `  ${account.padEnd(56)}  ${amount.padStart(14)} ${currency}\n`;
}

function metadata(tags: readonly (readonly [name: string, value: string])[]): string {
  return tags.map(([name, value]) => `  ${name}: ${quoted(tagText(value))}\n`).join('');
}

/** Within quotes Beancount takes a backslash for the sign of an escape of its own. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function dayAfter(date: string): string {
  const day = parseDate(date);
  if (day === null) throw new RangeError(`no day: ${date}`);
  return formatDate((day + 1) as CalendarDate);
}
