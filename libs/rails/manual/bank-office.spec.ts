import { parseDate } from '@ledger/kernel/calendar';
import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { OpenPayout } from '../sender/open-payout';
import type { Hold } from '../sender/rail-holds';
import { memoryBank } from '../testing/memory-bank';
import type { Bank } from './bank';
import type { BankParty } from './bank-party';

const PROGRAM = 'odoopbx';
const NOW = instant(Date.UTC(2027, 0, 2, 10));
const PARTY: BankParty = {
  name: 'Jörg Müßig',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  address: { street: null, building: null, postcode: null, town: 'Köln', country: 'DE' },
};
const ASKED = { program: PROGRAM, currency: null, format: 'pain.001', executeOn: null } as const;

function payoutTo(partner: string, number: number): OpenPayout {
  const where = { madeAtSeq: number, madeAt: BigInt(number) };
  const money = { rail: 'manual', currency: 'EUR', netMinor: amountMinor(12_350) } as const;
  return { program: PROGRAM, payout: `po-${number}`, partner, ...money, ...where };
}

describe('the desk of payouts by hand', () => {
  let open: OpenPayout[];
  let hold: Hold | null;
  let approvers: Map<string, string>;
  let bank: Bank;

  beforeEach(async () => {
    open = [payoutTo('p', 1), payoutTo('q', 2)];
    hold = null;
    approvers = new Map();
    bank = memoryBank(open, NOW, () => hold, {
      approverOf: ({ payout }) => Promise.resolve(approvers.get(payout) ?? null),
      waitDaysOf: () => Promise.resolve(7),
    });
    await bank.book.set(
      ['p', 'q'].map((payee) => ({ program: PROGRAM, payee, ...PARTY })),
      'ada',
      NOW,
    );
    await bank.book.setDebtor({ program: PROGRAM, currency: 'EUR', ...PARTY }, 'ada');
    await bank.office.make(ASKED);
  });

  it('lets no file out, and has none marked as sent, that holds a payout which is not in transit any more', async () => {
    open.splice(0, 1);
    const refused = 'batch-1 of odoopbx: po-1 is not in transit any more, and would be paid again: give the batch up';
    await expect(bank.office.file(PROGRAM, 'batch-1')).rejects.toThrow(refused);
    await expect(bank.office.sent(PROGRAM, 'batch-1', 'ada')).rejects.toThrow(refused);
    expect(await bank.office.closedIn(PROGRAM, 'batch-1')).toEqual(['po-1']);
    expect((await bank.desk.find(PROGRAM, 'batch-1'))?.state).toBe('made');

    await bank.office.giveUp(PROGRAM, 'batch-1', { by: 'ada', reason: 'po-1 failed' });
    const [made] = await bank.office.make(ASKED);
    expect(made?.batch).toMatchObject({ batch: 'batch-2', payments: 1 });
    expect(await bank.office.sent(PROGRAM, 'batch-2', 'ada')).toEqual([]);
  });

  it('notes a file that a bank has already, and says what it pays twice', async () => {
    open.splice(0, 1);
    hold = { by: 'eve', reason: 'an audit' };
    expect(await bank.office.sent(PROGRAM, 'batch-1', 'ada', true)).toEqual(['po-1']);
    expect((await bank.desk.find(PROGRAM, 'batch-1'))?.state).toBe('sent');
  });

  it('makes, lets out and marks nothing while sending is held, in the same words', async () => {
    hold = { by: 'the ledger', reason: 'this data folder is a copy' };
    const held = 'payouts of odoopbx by manual are held by the ledger: this data folder is a copy';
    await expect(bank.office.make(ASKED)).rejects.toThrow(held);
    await expect(bank.office.file(PROGRAM, 'batch-1')).rejects.toThrow(held);
    await expect(bank.office.sent(PROGRAM, 'batch-1', 'ada')).rejects.toThrow(held);
    hold = null;
    expect((await bank.office.file(PROGRAM, 'batch-1')).text).toContain('po-1');
  });

  it('leaves out what its approver entered the account of, and what goes to another account since a few days', async () => {
    await bank.office.giveUp(PROGRAM, 'batch-1', { by: 'ada', reason: 'another account' });
    approvers.set('po-1', ' Mallory ');
    const other = { ...PARTY, iban: 'FR1420041010050500013M02606' };
    const weekAgo = instant(NOW - 7 * 86_400_000);
    await bank.book.set([{ program: PROGRAM, payee: 'p', ...other }], 'mallory', weekAgo);
    await bank.book.set([{ program: PROGRAM, payee: 'q', ...other }], 'bob', instant(NOW - 86_400_000));
    const [made] = await bank.office.make(ASKED);
    expect(made?.batch).toBeNull();
    expect(made?.leftOut.map(({ payout, waits }) => [payout.payout, ...waits])).toEqual([
      ['po-1', expect.stringContaining('approved it and entered the account')],
      ['po-2', 'its account was changed by bob: it waits until 2027-01-08T10:00:00.000Z (newMethodWaitDays)'],
    ]);
    approvers.set('po-1', 'carol');
    expect((await bank.office.make(ASKED))[0]?.batch).toMatchObject({ payments: 1 });
  });

  it('asks no bank to pay on a day that has passed by the program’s clock', async () => {
    const on = (day: string) => bank.office.make({ ...ASKED, executeOn: parseDate(day) });
    await expect(on('2020-01-01')).rejects.toThrow('no bank pays on 2020-01-01, as it is 2027-01-02 by now');
    await expect(on('2027-01-02')).resolves.toEqual([]);
  });
});
