import { firstDateOfMonth, formatDate, type Calendar, type CalendarDate, type Month } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import {
  ACCOUNT_KINDS,
  type Book,
  type BookAccount,
  type BookBalance,
  type BookEntry,
} from '@ledger/documents/journal/book';
import type { PostingRow } from '../tables/postings';
import type { JournalRows, PlacedEvent } from './journal-rows';

/** The journal of a program as a book that can be written in any format. Only its accounts are held; its entries are read as they are asked for. */
export async function bookOf(rows: JournalRows, calendar: Calendar): Promise<Book> {
  const { program, clock } = rows.about;
  let firstMonth: Month | null = null;
  for await (const { month } of rows.months()) if (firstMonth === null || month < firstMonth) firstMonth = month;
  return {
    program,
    asOf: clock === null ? null : formatInstant(clock),
    // Whatever else is posted comes after a line.
    firstDate: formatDate(firstMonth === null ? (0 as CalendarDate) : firstDateOfMonth(firstMonth)),
    balances: await balancesOf(rows),
    entries: () => entriesOf(rows, calendar),
  };
}

async function balancesOf(rows: JournalRows): Promise<readonly BookBalance[]> {
  const balances: BookBalance[] = [];
  for await (const { account, currency, debitMinor, creditMinor } of rows.trialBalance()) {
    const of = accountOf(rows.about.program, account);
    balances.push({ account: of, currency, balanceMinor: debitMinor - creditMinor });
  }
  return balances;
}

/** Postings and events come in one order: each is read once, and none is kept. */
async function* entriesOf(rows: JournalRows, calendar: Calendar): AsyncIterable<BookEntry> {
  const { program } = rows.about;
  const events = rows.events()[Symbol.asyncIterator]();
  let event: PlacedEvent | null = null;
  let isAtEnd = false;
  let seq = 0;
  let number = 0;
  for await (const posting of rows.postings()) {
    number = posting.seq === seq ? number + 1 : 1;
    seq = posting.seq;
    while (!isAtEnd && (event === null || event.seq < seq)) {
      const next: IteratorResult<PlacedEvent> = await events.next();
      if (next.done === true) isAtEnd = true;
      else event = next.value;
    }
    yield entryOf(program, posting, number, event?.seq === seq ? event : null, calendar);
  }
  await events.return?.();
}

function entryOf(
  program: string,
  posting: PostingRow,
  number: number,
  event: PlacedEvent | null,
  calendar: Calendar,
): BookEntry {
  const { seq, kind, reason, at, debited, credited, currency, amountMinor } = posting;
  return {
    number: `${seq}.${number}`,
    date: formatDate(calendar.dateAt(at)),
    at: formatInstant(at),
    kind,
    reason,
    about: aboutOf(posting),
    event: event === null ? null : { source: event.source, id: event.id, type: event.eventType },
    debited: accountOf(program, debited),
    credited: accountOf(program, credited),
    currency,
    amountMinor,
  };
}

/** A payout, or the line (of several that move together the first): of an invoice, or the partner's own. */
function aboutOf({ about }: PostingRow): BookEntry['about'] {
  const names = NAMES[about.length] ?? [];
  return names.flatMap((name, index) => (name === 'partner' ? [] : [[name, String(about[index])] as const]));
}

const NAMES: Readonly<Record<number, readonly string[]>> = {
  1: ['payout'],
  3: ['partner', 'line', 'seq'],
  4: ['partner', 'invoice', 'line', 'seq'],
};

function accountOf(program: string, account: string): BookAccount {
  const colon = account.indexOf(':');
  const word = colon < 0 ? account : account.slice(0, colon);
  const kind = ACCOUNT_KINDS.find((each) => each === word);
  if (kind === undefined) throw new RangeError(`the journal has no account ${account}`);
  return { program, kind, of: colon < 0 ? null : account.slice(colon + 1) };
}
