import type { Book } from '@ledger/documents/journal/book';
import { journalText, type JournalChoice } from '@ledger/documents/journal/journal-text';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { bookOf } from '@ledger/read-models/journal/book-of';
import { MemoryJournal } from '@ledger/read-models/memory/memory-journal';
import { ReplayLedger } from '@ledger/runner/replay-ledger';

/** The journals that follow from events, as `ledger replay` makes them; with files of terms, or without any. */
export async function booksOfReplay(
  lines: readonly string[],
  files: readonly string[] = presetPaths(),
): Promise<readonly Book[]> {
  const calendarOf = (name: string) => ledger.termsOf(name)!.calendar;
  const journal = new MemoryJournal(calendarOf);
  const ledger: ReplayLedger = new ReplayLedger(
    { programs: loadTerms(files), skipped: new Set(), asOf: null },
    journal,
  );
  for (const line of lines) ledger.offer(JSON.parse(line));
  ledger.finish();
  const books: Book[] = [];
  for (const rows of journal.programs()) {
    if (rows.about.clock !== null) books.push(await bookOf(rows, calendarOf(rows.about.program)));
  }
  return books;
}

/** Journals as they are exported. */
export async function textOfJournal(choice: JournalChoice, books: readonly Book[]): Promise<string> {
  let text = '';
  for await (const piece of journalText(choice, books)) text += piece;
  return text;
}
