import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalChoice } from '@ledger/documents/journal/journal-text';
import { describeIfThere } from '../foreign-clients/with-each-client';
import { BEANCOUNT, HLEDGER, type AccountingTool } from '../journal/accounting-tools';
import { decoded, ownBalances } from '../journal/balances';
import { booksOfReplay, textOfJournal } from '../journal/books-of-replay';
import type { YearJudged } from './judge-year';
import { simulateYear, type SimulatedYear } from './simulate-year';

jest.setTimeout(300_000);

/** More than in a bad year, so that one is enough to see much. */
const RATE = 0.03;

describe('a year of all five programs over Stripe, PayPal and payments by hand, with faults, payments that come back and kills', () => {
  let folder: string;
  let year: SimulatedYear;
  let judged: YearJudged;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-year-'));
    year = await simulateYear(1, RATE);
    judged = await year.judge();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('ends with books that agree, nothing paid twice, and nothing that waits unseen', () => {
    const told = Object.entries(judged.counts).map(([name, count]) => `${count} ${name}`);
    process.stdout.write(`a year over the rails: ${told.sort().join(', ')}; ${year.kills} kills\n`);
    expect(judged.wrong).toEqual([]);
    expect(judged.counts['stripe paid']).toBeGreaterThan(100);
    expect(judged.counts['paypal paid']).toBeGreaterThan(50);
    expect(judged.counts['manual paid']).toBeGreaterThan(50);
    expect(judged.counts['manual failed']).toBeGreaterThan(0);
    expect(judged.counts['manual returned']).toBeGreaterThan(0);
    expect(judged.counts['batches sent']).toBeGreaterThan(20);
    expect(judged.counts['batches given up']).toBeGreaterThan(0);
    expect(judged.counts['notifications imported']).toBeGreaterThan(5);
    expect(judged.counts['answers entered by line']).toBeGreaterThan(10);
    const unpaid = Object.entries(judged.counts).filter(
      ([name]) => /failed|returned/.test(name) && !/manual/.test(name),
    );
    expect(unpaid).not.toEqual([]);
    expect(year.kills).toBeGreaterThan(20);
  });

  describe.each<[AccountingTool, JournalChoice]>([
    [HLEDGER, { format: 'hledger' }],
    [BEANCOUNT, { format: 'beancount' }],
  ])('its journal', (tool, choice) => {
    describeIfThere(tool, () => {
      it('comes to every balance there', async () => {
        const file = join(folder, `year.${choice.format}`);
        writeFileSync(file, await textOfJournal(choice, await booksOfReplay(judged.facts)));
        const [found = {}] = tool.balances([file]);
        expect(decoded(found)).toEqual(await ownBalances(judged.facts.join('\n')));
      });
    });
  });

  it('would show one transfer too many, and one that was taken back', async () => {
    const { books } = year.rails.stripe;
    const [first, second] = books.transfers.filter(({ reversed }) => !reversed);
    const { destination, amount, currency, transfer_group } = first!;
    const body = new URLSearchParams({
      destination,
      amount: String(amount),
      currency,
      transfer_group: transfer_group!,
    });
    books.transfer('by hand', body.toString());
    books.reverse(second!.id);
    const [, , program, payout] = transfer_group!.split(':');
    const { wrong } = await year.judge();
    expect(wrong).toContainEqual(`stripe paid ${program} ${payout} twice`);
    expect(wrong).toContainEqual(expect.stringMatching(/is paid, and no money is with the payee$/));
    expect(wrong).toContainEqual(expect.stringMatching(/^stripe: the books differ/));
  });

  it('would show a batch that the bank executes twice', async () => {
    const { bank } = year;
    const pain = bank.files.filter((text) => text.startsWith('<?xml'));
    const file = pain.sort((a, b) => a.length - b.length).at(-1)!;
    const left = () => bank.payments.filter(({ state }) => state !== 'rejected');
    const before = left();
    bank.receive(file.replace('<MsgId>', '<MsgId>again-'));
    const { payout, endToEndId } = left().findLast((last) => before.some((first) => first.payout === last.payout))!;
    const { wrong } = await year.judge();
    expect(wrong).toContainEqual(`manual paid ${payout} twice`);
    expect(wrong).toContainEqual(expect.stringMatching(`as ${endToEndId}: in no batch that was sent`));
    expect(wrong).toContainEqual(expect.stringMatching(/^manual: the books differ/));
  });
});
