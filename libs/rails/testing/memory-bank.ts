import type { Instant } from '@ledger/kernel/instant';
import type { Bank } from '../manual/bank';
import { BankOffice } from '../manual/bank-office';
import type { BankOfficeOptions } from '../manual/bank-office-options';
import type { Debtor, Payee } from '../manual/bank-party';
import type { AccountChange } from '../manual/judge-account';
import type { PayeeBook } from '../manual/payee-book';
import type { OpenPayout } from '../sender/open-payout';
import type { Hold } from '../sender/rail-holds';
import type { Destination, LedgerId } from '../sending/payout-order';
import { MemoryBatches } from './memory-batches';
import { MemoryBodySeal } from './memory-body-seal';
import { MemorySendingLog } from './memory-sending-log';

/** Payees and debtors in memory. */
export class MemoryPayeeBook implements PayeeBook {
  private readonly payees = new Map<string, Payee>();
  private readonly changes = new Map<string, AccountChange>();
  private readonly accounts = new Map<string, Debtor>();

  find(program: string, payee: string): Promise<Payee | null> {
    return Promise.resolve(this.payees.get(`${program} ${payee}`) ?? null);
  }

  list(program: string): Promise<readonly Payee[]> {
    return Promise.resolve([...this.payees.values()].filter((payee) => payee.program === program));
  }

  accountChange(program: string, payee: string): Promise<AccountChange | null> {
    return Promise.resolve(this.changes.get(`${program} ${payee}`) ?? null);
  }

  set(payees: readonly Payee[], by: string, now: Instant | null): Promise<readonly boolean[]> {
    const changes = payees.map((payee) => {
      const name = `${payee.program} ${payee.payee}`;
      const isNew = JSON.stringify(this.payees.get(name)) !== JSON.stringify(payee);
      const before = this.payees.get(name);
      if (now !== null && before?.iban !== payee.iban) this.changes.set(name, { by, at: now, isFirst: !before });
      this.payees.set(name, payee);
      return isNew;
    });
    return Promise.resolve(changes);
  }

  debtor(program: string, currency: string): Promise<Debtor | null> {
    return Promise.resolve(this.accounts.get(`${program} ${currency}`) ?? null);
  }

  debtors(program: string): Promise<readonly Debtor[]> {
    return Promise.resolve([...this.accounts.values()].filter((debtor) => debtor.program === program));
  }

  setDebtor(debtor: Debtor): Promise<void> {
    this.accounts.set(`${debtor.program} ${debtor.currency}`, debtor);
    return Promise.resolve();
  }
}

/** Payouts by hand in memory; `open`: those in transit, of whom each goes to its partner; `held`: why none may leave. */
export function memoryBank(
  open: readonly OpenPayout[],
  now: Instant,
  held: () => Hold | null = () => null,
  rules: Partial<Pick<BankOfficeOptions, 'approverOf' | 'waitDaysOf'>> = {},
): Bank {
  const [desk, book] = [new MemoryBatches(), new MemoryPayeeBook()];
  const office = new BankOffice({
    ledgerAt: () => Promise.resolve('memory.1' as LedgerId),
    desk,
    book,
    log: new MemorySendingLog(),
    seal: new MemoryBodySeal(),
    holds: { heldBy: () => Promise.resolve(held()) },
    openPayouts: (program) => Promise.resolve(open.filter((payout) => payout.program === program)),
    madePayout: () => Promise.resolve(null),
    approverOf: () => Promise.resolve(null),
    waitDaysOf: () => Promise.resolve(0),
    destinationOf: ({ partner }) => Promise.resolve(partner as Destination),
    clockOf: () => now,
    ...rules,
  });
  return { office, desk, book, clockOf: () => now };
}
