import { compareCodePoints } from '@ledger/kernel/code-point-order';

type Part = string | number;
type Level<Row> = Map<Part, Level<Row> | Row>;

/** Of a table with one row: it has no key. */
const ONLY = 0;

/** Rows by the parts of their key, a map within a map for each: no key is put together, and no text is kept twice. */
export class NestedRows<Row extends object> {
  private readonly top: Level<Row> = new Map();

  constructor(private readonly key: readonly (keyof Row & string)[]) {}

  get(...path: readonly Part[]): Row | undefined {
    return this.at(path) as Row | undefined;
  }

  /** The one row of a table without a key. */
  only(): Row | undefined {
    return this.top.get(ONLY) as Row | undefined;
  }

  /** The row with the same key as another. */
  like(row: Row): Row | undefined {
    let found: Level<Row> | Row | undefined = this.top;
    for (const field of this.key) found = (found as Level<Row> | undefined)?.get(row[field] as Part);
    return this.key.length === 0 ? this.only() : (found as Row | undefined);
  }

  set(row: Row): void {
    const last = this.key.length - 1;
    let level = this.top;
    for (let index = 0; index < last; index++) {
      const part = row[this.key[index] as keyof Row] as Part;
      let next = level.get(part) as Level<Row> | undefined;
      if (next === undefined) level.set(part, (next = new Map()));
      level = next;
    }
    level.set(last < 0 ? ONLY : (row[this.key[last] as keyof Row] as Part), row);
  }

  delete(key: Partial<Row>): void {
    this.deleteIn(this.top, key, 0);
  }

  /** The rows whose key begins so. */
  *under(...prefix: readonly Part[]): Iterable<Row> {
    const level = this.at(prefix);
    if (level !== undefined) yield* this.within(level as Level<Row>, prefix.length);
  }

  /** The same, sorted by the parts of their keys: texts by code points. */
  *sorted(...prefix: readonly Part[]): Iterable<Row> {
    const level = this.at(prefix);
    if (level !== undefined) yield* this.sortedIn(level as Level<Row>, prefix.length);
  }

  private at(path: readonly Part[]): Level<Row> | Row | undefined {
    let found: Level<Row> | Row | undefined = this.top;
    for (const part of path) found = (found as Level<Row> | undefined)?.get(part);
    return found;
  }

  private deleteIn(level: Level<Row>, key: Partial<Row>, depth: number): void {
    const part = key[this.key[depth] as keyof Row] as Part;
    if (depth < this.key.length - 1) {
      const next = level.get(part) as Level<Row> | undefined;
      if (next === undefined) return;
      this.deleteIn(next, key, depth + 1);
      if (next.size > 0) return;
    }
    level.delete(part);
  }

  private *within(level: Level<Row>, depth: number): Iterable<Row> {
    const isLast = depth >= this.key.length - 1;
    for (const value of level.values()) {
      if (isLast) yield value as Row;
      else yield* this.within(value as Level<Row>, depth + 1);
    }
  }

  private *sortedIn(level: Level<Row>, depth: number): Iterable<Row> {
    const isLast = depth >= this.key.length - 1;
    for (const [, value] of [...level].sort(([a], [b]) => compareParts(a, b))) {
      if (isLast) yield value as Row;
      else yield* this.sortedIn(value as Level<Row>, depth + 1);
    }
  }
}

function compareParts(a: Part, b: Part): number {
  return typeof a === 'number' ? a - (b as number) : compareCodePoints(a, b as string);
}
