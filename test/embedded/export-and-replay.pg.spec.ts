import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Book } from '@ledger/documents/journal/book';
import { journalText, type JournalChoice } from '@ledger/documents/journal/journal-text';
import { bookOf } from '@ledger/read-models/journal/book-of';
import { readLedger } from '@ledger/read-models/postgres/read-ledger';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import { exportFacts } from '@ledger/runner/export-facts';
import { journalOfLedger } from '@ledger/runner/journal-of-ledger';
import { booksOfReplay } from '../journal/books-of-replay';
import { inProcessLedger, type InProcessLedger } from './in-process-ledger';
import { FIRST_TERMS, replayLines } from './replay-lines';
import { sendLines } from './send-events';

const HISTORY = readFileSync(resolve(__dirname, '../cases/data/histories/all-901.ndjson'), 'utf8').trim().split('\n');

const JOURNALS: readonly JournalChoice[] = [{ format: 'hledger' }, { format: 'beancount' }];

async function journalOf(choice: JournalChoice, books: readonly Book[]): Promise<string> {
  let text = '';
  for await (const piece of journalText(choice, books)) text += piece;
  return text;
}

jest.setTimeout(60_000);

describe('what the running system exports', () => {
  let ledger: InProcessLedger;

  beforeAll(async () => {
    ledger = await inProcessLedger();
    await sendLines(ledger.running.http.url, ledger.token, HISTORY, 250);
  });
  afterAll(() => ledger.remove());

  async function exportedFacts(): Promise<string[]> {
    const lines: string[] = [];
    for await (const event of exportFacts(ledger.running.storage)) lines.push(JSON.stringify(event));
    return lines;
  }

  it('is, byte for byte, the replay of the facts that it exports, without any file of terms', async () => {
    const facts = await exportedFacts();
    expect(facts).toHaveLength(FIRST_TERMS.length + HISTORY.length);
    expect(await replayLines(facts, [])).toBe(await ledger.exported());
  });

  it('and so is its journal, in each format, with the event of every posting', async () => {
    const { store, readModels } = ledger.running.storage;
    const exported = await readLedger(readModels, async (rows) => {
      const books: Book[] = [];
      for await (const program of rows.programs()) {
        const { program: name, clock } = program.about;
        if (clock !== null) books.push(await bookOf(journalOfLedger(store, program), rows.termsOf(name).calendar));
      }
      return Promise.all(JOURNALS.map((choice) => journalOf(choice, books)));
    });
    const replayed = await booksOfReplay(await exportedFacts(), []);
    expect(exported).toEqual(await Promise.all(JOURNALS.map((choice) => journalOf(choice, replayed))));
    expect(exported[0]!.match(/^\d{4}-.*\)/gm)!.length).toBeGreaterThan(500);
    expect(exported[0]!.match(/, event: /g)).toHaveLength(exported[0]!.match(/ {4}; kind: /g)!.length);
  });

  it('begins with the facts that published the presets, at the instant from which they hold', async () => {
    const facts = (await exportedFacts()).map((line) => JSON.parse(line) as Record<string, unknown>);
    const published = facts.slice(0, FIRST_TERMS.length);
    expect(published.map(({ clock: _, ...event }) => event)).toEqual(FIRST_TERMS.map((line) => JSON.parse(line)));
    for (const { time, clock } of published) expect([time, clock]).toEqual(Array(2).fill('2020-01-01T00:00:00.000Z'));
  });

  it('holds no personal data in a stream: only the table of personal data knows names and e-mails', async () => {
    const { store } = ledger.running.storage;
    const personal = ['p0@x.test', 'Name 0', 'Co 0', 'c3@c.test', 'p0@pay.test', 'mail thread', 'no such account'];
    const given = HISTORY.join('\n');
    const streams: string[] = [];
    for await (const { data, metadata } of store.readAll(0n, 'all')) streams.push(JSON.stringify([data, metadata]));
    const recorded = streams.join('\n');
    for (const text of personal) {
      expect(given).toContain(text);
      expect(recorded).not.toContain(text);
    }
  });

  it('replays the same after a person was erased', async () => {
    const before = await ledger.exported();
    const { readModels } = ledger.running.storage;
    await readModels.query(`DELETE FROM personal_data.personal_values WHERE kind <> 'body'`);
    expect(await replayLines(await exportedFacts())).toBe(before);
  });

  it('comes from the read models: a row that somebody alters shows', async () => {
    const before = await ledger.exported();
    const { readModels } = ledger.running.storage;
    const altered: unknown = await readModels.query(
      `UPDATE ${LIVE_SCHEMA}.lines SET amount_minor = amount_minor + 1
        WHERE ctid = (SELECT ctid FROM ${LIVE_SCHEMA}.lines ORDER BY program, partner, invoice LIMIT 1) RETURNING 1`,
    );
    // TypeORM answers an UPDATE with its rows and their number.
    expect(altered).toEqual([[{ '?column?': 1 }], 1]);
    expect(await ledger.exported()).not.toBe(before);
  });
});
