/** So many entries are looked through; more get an index. Most invoices have one line and one partner, and there are many. */
const FEW = 8;

/**
 * What stands for the lines of one invoice, found by the line and by a key that is unique within the line. Finding,
 * adding and removing cost the same however many there are.
 */
export class EntriesByLine<T extends { readonly line: string }> {
  private few: readonly T[] = [];
  private many: Map<string, Map<string, T>> | null = null;

  constructor(private readonly keyOf: (entry: T) => string) {}

  /** The entries of a line, in the order in which they were added. */
  ofLine(line: string): readonly T[] {
    if (this.many === null) return this.few.filter((entry) => entry.line === line);
    return [...(this.many.get(line)?.values() ?? [])];
  }

  find(line: string, key: string): T | undefined {
    if (this.many !== null) return this.many.get(line)?.get(key);
    return this.few.find((entry) => entry.line === line && this.keyOf(entry) === key);
  }

  all(): readonly T[] {
    return this.many === null ? this.few : [...this.many.values()].flatMap((entries) => [...entries.values()]);
  }

  /** Takes an entry whose key its line does not have yet. */
  add(entry: T): void {
    if (this.many === null && this.few.length === FEW) {
      this.many = new Map();
      for (const known of this.few) this.index(known, this.many);
      this.few = [];
    }
    // Not pushed: that would leave room for sixteen more, in every invoice.
    if (this.many === null) this.few = this.few.concat(entry);
    else this.index(entry, this.many);
  }

  /** Answers whether entries are left. */
  remove(entry: T): boolean {
    if (this.many === null) {
      this.few = this.few.filter((known) => known !== entry);
      return this.few.length > 0;
    }
    const ofLine = this.many.get(entry.line);
    ofLine?.delete(this.keyOf(entry));
    if (ofLine?.size === 0) this.many.delete(entry.line);
    return this.many.size > 0;
  }

  private index(entry: T, entries: Map<string, Map<string, T>>): void {
    const ofLine = entries.get(entry.line);
    if (ofLine === undefined) entries.set(entry.line, new Map([[this.keyOf(entry), entry]]));
    else ofLine.set(this.keyOf(entry), entry);
  }
}
