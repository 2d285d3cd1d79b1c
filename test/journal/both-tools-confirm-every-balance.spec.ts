import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Book } from '@ledger/documents/journal/book';
import { inMajorUnits } from '@ledger/documents/money-text';
import { journalText, type JournalChoice } from '@ledger/documents/journal/journal-text';
import { idOfComponent } from '@ledger/documents/testing/id-of-component';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { acceptanceCase, acceptanceCaseNames } from '../cases/acceptance-cases';
import { readLedgerOutput } from '../cases/ledger-output';
import { describeIfThere } from '../foreign-clients/with-each-client';
import { replayed } from '../terms/replayed';
import { BEANCOUNT, HLEDGER, type AccountingTool, type Balances } from './accounting-tools';
import { booksOfReplay } from './books-of-replay';
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
    writeFileSync(file, await textOf(choice, books));
    files.push(file);
  }
  return files;
}

async function textOf(choice: JournalChoice, books: readonly Book[]): Promise<string> {
  let text = '';
  for await (const piece of journalText(choice, books)) text += piece;
  return text;
}

/** What the contract's trial balance comes to, by account and currency as the tools name them. */
async function ownBalances(events: string): Promise<Balances> {
  const { programs } = readLedgerOutput(await replayed(loadTerms(presetPaths()), events));
  return Object.fromEntries(
    programs.flatMap(({ program, trialBalance }) =>
      trialBalance
        .map(({ account, currency, debit, credit }) => [`${program}/${account}`, currency, debit - credit] as const)
        .filter(([, , balance]) => balance !== 0n)
        .map(([account, currency, balance]) => [`${account} ${currency}`, inMajorUnits(balance, currency)]),
    ),
  );
}

/** The balances of a tool by the accounts of the trial balance: ids decoded. */
function decoded(balances: Balances): Balances {
  return Object.fromEntries(
    Object.entries(balances).map(([key, amount]) => {
      const [account = '', currency = ''] = key.split(' ');
      const [, program = '', word = '', of] = account.split(':');
      const name = word === 'Commission' ? 'commission_expense' : word.toLowerCase().replaceAll('-', '_');
      return [
        `${idOfComponent(program)}/${name}${of === undefined ? '' : `:${idOfComponent(of)}`} ${currency}`,
        amount,
      ];
    }),
  );
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
      const text = await textOf(choice, books);
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
