import { inMajorUnits } from '../money-text';
import type { Book, BookBalance, BookEntry } from './book';
import { entryTags } from './entry-tags';
import { inPortions } from './in-portions';
import { accountTags, byAccount, hledgerType, plainAccount } from './plain-account';
import { tagText } from './tag-text';

/**
 * The books as one journal for hledger, which `hledger check --strict` takes: every commodity and account is declared, and
 * each book ends with what its accounts must come to.
 */
export function hledgerJournal(books: readonly Book[]): AsyncIterable<string> {
  return inPortions(linesOf(books));
}

async function* linesOf(books: readonly Book[]): AsyncIterable<string> {
  const currencies = new Set(books.flatMap(({ balances }) => balances.map(({ currency }) => currency)));
  for (const currency of [...currencies].sort()) yield `commodity ${declared(currency)}\n`;
  for (const book of books) yield* bookLines(book);
}

async function* bookLines(book: Book): AsyncIterable<string> {
  yield `\n; program: ${tagText(book.program)}${book.asOf === null ? '' : `, as of ${book.asOf}`}\n`;
  for (const [name, [first]] of byAccount(book.balances)) {
    if (first === undefined) continue;
    const tags = [['type', hledgerType(first.account)] as const, ...accountTags(first.account)];
    yield `account ${name}  ; ${tagsText(tags)}\n`;
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
    `\n${date} (${number}) ${reason ?? kind}`,
    `    ; ${tagsText(entryTags(entry))}`,
    posting(plainAccount(debited), inMajorUnits(amountMinor, currency), currency),
    posting(plainAccount(credited), inMajorUnits(-amountMinor, currency), currency),
    '',
  ].join('\n');
}

/** A transaction that moves nothing and holds only where the balances are these. */
function closingText(date: string, balances: readonly BookBalance[]): string {
  const assertions = balances.map(({ account, currency, balanceMinor }) => {
    const nothing = posting(plainAccount(account), inMajorUnits(0n, currency), currency);
    return `${nothing} = ${inMajorUnits(balanceMinor, currency)} ${currency}`;
  });
  return [`\n${date} (balances) balances`, ...assertions, ''].join('\n');
}

/** The account, two blanks at least, the amount. */
function posting(account: string, amount: string, currency: string): string {
  return `    ${account.padEnd(56)}  ${amount.padStart(14)} ${currency}`;
}

/** How many decimals a commodity has: a decimal point is asked for, also before none. */
function declared(currency: string): string {
  const one = inMajorUnits(1n, currency);
  const decimals = one.includes('.') ? one.length - one.indexOf('.') - 1 : 0;
  return `1000.${'0'.repeat(decimals)} ${currency}`;
}

function tagsText(tags: readonly (readonly [name: string, value: string])[]): string {
  return tags.map(([name, value]) => `${name}: ${tagText(value)}`).join(', ');
}
