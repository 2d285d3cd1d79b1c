import { adderOf } from '../definition/add-row';
import type { LatestTable, SummedTable } from '../definition/table';
import type { LatestRows, RejectedOfProgram, SummedRows } from '../definition/written-rows';
import type { RejectedArrivalRow, RejectedRow } from '../tables/rejected';
import { NestedRows } from './nested-rows';

type Field<Row> = keyof Row & string;

/** The rows of a table that entries add to. */
export class MemorySums<Row extends object> implements SummedRows<Row> {
  readonly rows: NestedRows<Row>;
  private readonly addTo: (to: Row, row: Row) => void;

  constructor(table: SummedTable<Row>) {
    this.rows = new NestedRows(table.key);
    this.addTo = adderOf(table);
  }

  add(row: Row): void {
    const before = this.rows.like(row);
    if (before === undefined) this.rows.set(row);
    else this.addTo(before, row);
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
