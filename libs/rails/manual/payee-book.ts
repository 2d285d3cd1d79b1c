import type { Instant } from '@ledger/kernel/instant';
import type { Debtor, Payee } from './bank-party';
import type { AccountChange } from './judge-account';

/** Whom payouts by hand go to, and from which accounts; people keep it. */
export interface PayeeBook {
  find(program: string, payee: string): Promise<Payee | null>;
  list(program: string): Promise<readonly Payee[]>;
  /**
   * Notes who changed which fields; where nothing changes, nothing is noted: false. All of them or, where this fails,
   * none. `now`: by the clock by which payouts of the program are sent.
   */
  set(payees: readonly Payee[], by: string, now: Instant | null): Promise<readonly boolean[]>;
  /** Who set the account of a payee last, and when; null: nobody. */
  accountChange(program: string, payee: string): Promise<AccountChange | null>;
  debtor(program: string, currency: string): Promise<Debtor | null>;
  debtors(program: string): Promise<readonly Debtor[]>;
  /** Every one that was said is kept, with who said it. */
  setDebtor(debtor: Debtor, by: string): Promise<void>;
}
