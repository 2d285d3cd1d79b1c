/** An aborted transaction as a broker tells of it: its producer, and the first record that it wrote. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

/** What the head of a record batch says of transactions. */
export interface BatchInTransaction {
  readonly producerId: bigint;
  readonly isTransactional: boolean;
  readonly lastOffset: bigint;
}

/**
 * Tells which batches of a partition belong to aborted transactions. The broker lists those transactions in the order
 * in which they ended, so those that overlap are in no order of their beginnings; a producer's transaction goes on
 * until its marker.
 */
export class AbortedTransactions {
  private readonly notBegun: AbortedTransaction[];
  private readonly aborting = new Set<bigint>();

  constructor(listed: readonly AbortedTransaction[]) {
    this.notBegun = [...listed].sort((a, b) => Number(b.firstOffset - a.firstOffset));
  }

  /** Whether the records of a batch count for nothing. To be asked for every batch, in their order. */
  holds({ producerId, isTransactional, lastOffset }: BatchInTransaction): boolean {
    for (let next = this.notBegun.at(-1); next !== undefined && next.firstOffset <= lastOffset;) {
      this.aborting.add(next.producerId);
      this.notBegun.pop();
      next = this.notBegun.at(-1);
    }
    return isTransactional && this.aborting.has(producerId);
  }

  /** To be told of each abort marker: what the producer writes behind it is another transaction. */
  ended(producerId: bigint): void {
    this.aborting.delete(producerId);
  }
}
