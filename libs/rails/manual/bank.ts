import type { Instant } from '@ledger/kernel/instant';
import type { BankOffice } from './bank-office';
import type { BatchDesk } from './batch-desk';
import type { PayeeBook } from './payee-book';

/** All that payouts by hand take: who makes batches, where these are, and whom they go to. */
export interface Bank {
  readonly office: BankOffice;
  readonly desk: BatchDesk;
  readonly book: PayeeBook;
  /** By what the payouts of a program go; null: its clock shows nothing yet. */
  readonly clockOf: (program: string) => Instant | null;
}
