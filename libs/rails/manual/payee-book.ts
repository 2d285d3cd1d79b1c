import type { Debtor, Payee } from './bank-party';

/** Whom payouts by hand go to, and from which accounts; people keep it. */
export interface PayeeBook {
  find(program: string, payee: string): Promise<Payee | null>;
  list(program: string): Promise<readonly Payee[]>;
  /** Notes who changed which fields; where nothing changes, nothing is noted: false. All of them or, where this fails, none. */
  set(payees: readonly Payee[], by: string): Promise<readonly boolean[]>;
  debtor(program: string, currency: string): Promise<Debtor | null>;
  debtors(program: string): Promise<readonly Debtor[]>;
  setDebtor(debtor: Debtor): Promise<void>;
}
