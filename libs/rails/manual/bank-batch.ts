import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { SealedBody } from '../log/body-seal';
import type { PayoutName } from '../sending/payout-name';
import type { TransferGroup } from '../sending/payout-order';
import type { TransferId } from '../sending/transfer';

/** What a batch file is written as. */
export const BATCH_FORMATS = ['pain.001', 'csv'] as const;
export type BatchFormat = (typeof BATCH_FORMATS)[number];

/** How far a batch has come: it is made, then sent to the bank, or given up before that. */
export type BatchState = 'made' | 'sent' | 'given_up';

/** A file for a bank: payouts of a program in one currency. */
export interface Batch {
  /** `batch-N`. */
  readonly batch: string;
  readonly number: number;
  readonly program: string;
  readonly currency: string;
  readonly format: BatchFormat;
  readonly state: BatchState;
  readonly madeAt: Instant;
  /** Who sent it, or gave it up, when by the program's clock, and why it was given up; null: nobody yet. */
  readonly turn: BatchTurn | null;
  readonly payments: number;
  readonly totalMinor: AmountMinor;
  /** The exact bytes; their key lies with the personal data, under the batch's name in place of a payout's. */
  readonly file: SealedBody;
}

export interface BatchTurn {
  readonly by: string;
  readonly at: Instant;
  readonly reason: string | null;
}

/** What a bank was told, or told, of a payment. */
export type LineState = 'in_batch' | 'given_up' | 'sent' | 'paid' | 'failed' | 'returned';

/** A payout in a batch. */
export interface BatchLine extends PayoutName {
  readonly batch: string;
  readonly partner: string;
  readonly payee: string;
  readonly attempt: number;
  readonly endToEndId: TransferId;
  readonly group: TransferGroup;
  readonly amountMinor: AmountMinor;
  readonly currency: string;
  /** What the file says of it. */
  readonly body: SealedBody;
  readonly state: LineState;
  /** Why it failed, or came back. */
  readonly code: string | null;
  readonly madeAt: Instant;
  readonly turnedAt: Instant | null;
  /** The number of its batch: it stands for a lease's. */
  readonly batchNumber: number;
}

/** What somebody says of a payment of a batch that was sent. */
export type LineAnswer =
  | { readonly says: 'paid' }
  | { readonly says: 'failed'; readonly code: string }
  | { readonly says: 'returned'; readonly code: string };

/** Who says so, and by what. */
export interface Answering {
  readonly by: string;
  readonly evidence: string;
}
