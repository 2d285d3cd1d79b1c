/** The consumer has been replaced: another of its group has the partition now. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

/** A topic of one partition with one group of consumers: what was produced stays, and is read from any offset. */
export class SimulatedTopic {
  private readonly records: Buffer[] = [];
  private committedOffset = 0;
  private generation = 0;

  constructor(readonly name: string) {}

  get committed(): number {
    return this.committedOffset;
  }

  /** How many records it has. */
  get length(): number {
    return this.records.length;
  }

  produce(records: readonly Buffer[]): void {
    this.records.push(...records);
  }

  /** At most `most` records from an offset on. */
  read(offset: number, most: number): readonly Buffer[] {
    return this.records.slice(offset, offset + most);
  }

  /** A consumer takes the partition over; those before it cannot commit any more. */
  assign(generation: number): number {
    this.generation = Math.max(this.generation, generation);
    return this.committedOffset;
  }

  /** Throws Fenced for a consumer that has been replaced. */
  commit(generation: number, offset: number): void {
    if (generation < this.generation) throw new Fenced(`${this.name}: generation ${generation} was replaced`);
    this.committedOffset = offset;
  }
}
