import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Book } from '@ledger/documents/journal/book';
import type { JournalChoice } from '@ledger/documents/journal/journal-text';
import { acceptanceCase, acceptanceCaseNames } from '../cases/acceptance-cases';
import { describeIfThere } from '../foreign-clients/with-each-client';
import { BEANCOUNT, HLEDGER, type AccountingTool, type Balances } from './accounting-tools';
import { decoded, ownBalances } from './balances';
import { booksOfReplay, textOfJournal } from './books-of-replay';
import { HOSTILE_IDS, hostileEvents } from './hostile-events';

const SAMPLES = ['odoopbx', 'plaidcloud', 'plixo', 'reseller', 'three-tier'];

interface History {
  readonly name: string;
  readonly events: string;
}

const HISTORIES: readonly History[] = [
  ...acceptanceCaseNames().histories.map((name) => ({ name, events: acceptanceCase(name).events })),
  ...SAMPLES.map((name) => ({ name: `samples/${name}`, events: sample(name) })),
  ...['jpy-kwd', 'write-off', 'forfeit', 'paid-elsewhere', 'payout-failed', 'withholding-returned'].map((name) => ({
    name,
    events: acceptanceCase(name).events,
  })),
  { name: 'hostile ids', events: hostileEvents() },
];

function sample(name: string): string {
  return readFileSync(resolve(__dirname, `../../samples/${name}.ndjson`), 'utf8');
}

jest.setTimeout(300_000);

let folder: string;
/** What follows from each history, made once for both tools. */
let replays: readonly { readonly name: string; readonly books: readonly Book[]; readonly own: Balances }[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-journal-'));
  replays = await Promise.all(
    HISTORIES.map(async ({ name, events }) => {
      return { name, books: await booksOfReplay(events.trim().split('\n')), own: await ownBalances(events) };
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes the journal of each history to a file. */
async function writtenAs(choice: JournalChoice): Promise<readonly string[]> {
  const files: string[] = [];
  for (const [index, { books }] of replays.entries()) {
    const file = join(folder, `${index}.${choice.format}`);
    writeFileSync(file, await textOfJournal(choice, books));
    files.push(file);
  }
  return files;
}

function confirmsEveryBalance(tool: AccountingTool, choice: JournalChoice): void {
  describeIfThere(tool, () => {
    it('takes the journal of every history at its strictest, and comes to every balance', async () => {
      const found = tool.balances(await writtenAs(choice));
      for (const [index, { name, own }] of replays.entries()) {
        expect([name, decoded(found[index]!)]).toEqual([name, own]);
      }
    });

    it('would notice a cent', async () => {
      const { books } = replays.find(({ name }) => name === 'samples/plixo')!;
      const text = await textOfJournal(choice, books);
      const file = join(folder, `wrong.${choice.format}`);
      // In both of an entry's amounts, so that only what an account comes to is wrong.
      writeFileSync(
        file,
        text.replace(/(\d)(\d) (USD\n.*\d)\2 USD\n/, (_, a, b, c) => `${a}${9 - b} ${c}${9 - b} USD\n`),
      );
      expect(() => tool.balances([file])).toThrow(/balance/i);
    });
  });
}

it('the last history has every partner with a hostile id', () => {
  const partners = Object.keys(replays.at(-1)!.own).join('\n');
  for (const id of HOSTILE_IDS) expect(partners).toContain(`plixo/partner_payable:${id} `);
});

confirmsEveryBalance(HLEDGER, { format: 'hledger' });
confirmsEveryBalance(BEANCOUNT, { format: 'beancount' });

// CI has both: .ci/run installs what a spec names: 'hledger'.
