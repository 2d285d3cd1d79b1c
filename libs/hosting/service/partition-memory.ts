import type { RecordBatch } from '@ledger/messaging/received-record';

interface Remembered<T> {
  readonly memory: T;
  /** The offset of the record that must come next. */
  next: bigint;
}

/**
 * What a consumer keeps in memory for each of its partitions. It is good only for the record after the last one that was
 * done here: when the partition was another member's in between, or a batch failed, it is made anew.
 */
export class PartitionMemory<T> {
  private readonly partitions = new Map<number, Remembered<T>>();

  constructor(private readonly make: () => T) {}

  /** Does the work for a batch with the memory of its partition; forgets that when the work fails. */
  async use<R>(batch: RecordBatch, work: (memory: T) => Promise<R>): Promise<R> {
    const first = batch.records[0]?.offset ?? 0n;
    const known = this.partitions.get(batch.partition);
    const memory = known?.next === first ? known.memory : this.make();
    this.partitions.delete(batch.partition);
    const result = await work(memory);
    this.partitions.set(batch.partition, { memory, next: (batch.records.at(-1)?.offset ?? first) + 1n });
    return result;
  }

  /** Drops what belongs to partitions that other members have now. */
  keepOnly(partitions: readonly number[]): void {
    for (const partition of this.partitions.keys())
      if (!partitions.includes(partition)) this.partitions.delete(partition);
  }
}
