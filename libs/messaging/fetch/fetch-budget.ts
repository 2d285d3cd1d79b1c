/**
 * How much one answer of a broker may unpack to, over all its partitions: what is left over is fetched again. The
 * first batch is taken in any case, so that every fetch brings something.
 */
export class FetchBudget {
  private spentBytes = 0;

  constructor(private readonly limitBytes: number) {}

  isLeft(): boolean {
    return this.spentBytes < this.limitBytes;
  }

  spend(bytes: number): void {
    this.spentBytes += bytes;
  }
}
