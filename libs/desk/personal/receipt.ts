import { hash } from 'node:crypto';

/** What became of a person's rows in a table: numbers alone. */
export interface ErasedTable {
  readonly table: string;
  readonly what: string;
  readonly found: number;
  /** Deleted, or emptied of what is personal. */
  readonly erased: number;
  readonly kept: number;
  /** Why the kept are kept; null: none is. */
  readonly why: string | null;
  /** Until when the last of them; null: nobody can say yet. */
  readonly until: string | null;
}

/** What an erasure found, deleted and kept. It has no personal data in it: a pseudonym of the log in place of an e-mail. */
export interface Receipt {
  readonly id: string;
  readonly at: string;
  /** Who had it done: a principal, or who said so of the commands. */
  readonly by: string;
  readonly of: { readonly pseudonym: string } | { readonly program: string; readonly partner: string };
  /** So many arrivals in the log are about the person; its facts stay, with references to nothing. */
  readonly arrivals: number;
  /** Values that stay, as they are the same of others: a common name, a company. */
  readonly sharedValues: number;
  readonly tables: readonly ErasedTable[];
}

/** The text of a receipt, by which its hash is made. */
export function receiptText(receipt: Receipt): string {
  return JSON.stringify(receipt);
}

/** By what a receipt is known to be as it was written. */
export function receiptHash(text: string): string {
  return hash('sha256', text, 'hex');
}
