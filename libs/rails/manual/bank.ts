import type { BankOffice } from './bank-office';
import type { BatchDesk } from './batch-desk';
import type { PayeeBook } from './payee-book';

/** All that payouts by hand take: who makes batches, where these are, and whom they go to. */
export interface Bank {
  readonly office: BankOffice;
  readonly desk: BatchDesk;
  readonly book: PayeeBook;
}
