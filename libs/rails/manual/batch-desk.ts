import type { PayoutName } from '../sending/payout-name';
import type { TransferId } from '../sending/transfer';
import type { Answering, Batch, BatchLine, BatchTurn, LineAnswer } from './bank-batch';

export type NewLine = Omit<BatchLine, 'batch' | 'batchNumber' | 'state' | 'code' | 'turnedAt'>;
export type NewBatch = Omit<Batch, 'state' | 'turn'>;

/** What is said of a payment at once with others. */
export interface SaidOfLine {
  readonly line: BatchLine;
  readonly answer: LineAnswer;
}

/**
 * The batches of payouts by hand. A payout is in at most one batch that was not given up, whoever makes how many at the
 * same moment.
 */
export interface BatchDesk {
  /** A number that no other batch has or gets. */
  nextNumber(): Promise<number>;
  /** Keeps a batch with all its lines; false, and nothing is kept: another batch has one of its payouts. */
  add(batch: NewBatch, lines: readonly NewLine[]): Promise<boolean>;
  find(program: string, batch: string): Promise<Batch | null>;
  /** The latest first. */
  list(program: string): Promise<readonly Batch[]>;
  lines(program: string, batch: string): Promise<readonly BatchLine[]>;
  /** Every line of a payout, by attempt. */
  linesOf(payout: PayoutName): Promise<readonly BatchLine[]>;
  lineById(endToEndId: TransferId): Promise<BatchLine | null>;
  /** Whether it was made, and neither sent nor given up; then it is now. */
  turn(program: string, batch: string, to: 'sent' | 'given_up', turn: BatchTurn): Promise<boolean>;
  /** Notes all of these answers or, where one of the lines is not any more as it was read, none: false. */
  answer(said: readonly SaidOfLine[], by: Answering): Promise<boolean>;
}
