import type { LatestTable, SummedTable } from '../table/table';
import type { LatestRows, RejectedOfProgram, SummedRows } from '../table/written-rows';
import type { RejectedArrivalRow, RejectedRow } from '../tables/rejected';
import { NestedRows } from './nested-rows';

type Field<Row> = keyof Row & string;

/** The rows of a table that entries add to. */
export class MemorySums<Row extends object> implements SummedRows<Row> {
  readonly rows: NestedRows<Row>;
  /** What is added up, and what is as the last entry has it. */
  private readonly added: readonly (readonly [Field<Row>, (before: never, added: never) => unknown])[];
  private readonly replaced: readonly Field<Row>[];

  constructor({ key, adds, columns }: SummedTable<Row>) {
    this.rows = new NestedRows(key);
    this.added = Object.entries(adds) as [Field<Row>, (before: never, added: never) => unknown][];
    const others = Object.keys(columns) as Field<Row>[];
    this.replaced = others.filter((field) => !key.includes(field) && !(field in adds));
  }

  add(row: Row): void {
    const before = this.rows.like(row) as Record<string, unknown> | undefined;
    if (before === undefined) return this.rows.set(row);
    for (const [field, add] of this.added) before[field] = add(before[field] as never, row[field] as never);
    for (const field of this.replaced) before[field] = row[field];
  }
}

/** The rows of a table that are as the last entry left them. */
export class MemoryLatest<Row extends object, Key extends Field<Row>> implements LatestRows<Row, Key> {
  readonly rows: NestedRows<Row>;

  constructor({ key }: LatestTable<Row, Key>) {
    this.rows = new NestedRows<Row>(key);
  }

  put(row: Row): void {
    this.rows.set(row);
  }

  remove(key: Pick<Row, Key>): void {
    this.rows.delete(key as Partial<Row>);
  }
}

/** What was rejected; its body and what cured it are kept in Postgres alone. */
export class MemoryRejected implements RejectedOfProgram {
  readonly rows: RejectedRow[] = [];

  append({ seq, source, id, eventType, code, detail }: RejectedArrivalRow): void {
    this.rows.push({ seq, source, id, eventType, code, detail });
  }

  accept(): void {}
}
