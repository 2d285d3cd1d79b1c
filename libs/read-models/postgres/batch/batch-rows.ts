import { adderOf } from '../../definition/add-row';
import { compositeKey } from '../../definition/composite-key';
import type { FirstTable, GroupedTable, LatestTable, LoggedTable, SummedTable } from '../../definition/table';
import type { FirstRows, GroupedRows, LatestRows, LoggedRows, SummedRows } from '../../definition/written-rows';
import { deleteAll, deleteRows, writeRows, type ProgramTarget } from '../write-rows';

type Field<Row> = keyof Row & string;

/** What a batch comes to for one table and program: one row per key, the outcome of its entries one by one. */
export interface BatchRows {
  write(target: ProgramTarget): Promise<void>;
}

/** What the batch adds. */
export class SummedBatch<Row extends object> implements SummedRows<Row>, BatchRows {
  private readonly byKey = new Map<string, Row>();

  private readonly addTo: (to: Row, row: Row) => void;

  constructor(private readonly table: SummedTable<Row>) {
    this.addTo = adderOf(table);
  }

  get rows(): readonly Row[] {
    return [...this.byKey.values()];
  }

  add(row: Row): void {
    const name = keyOf(this.table.key, row);
    const before = this.byKey.get(name);
    if (before === undefined) this.byKey.set(name, row);
    else this.addTo(before, row);
  }

  write(target: ProgramTarget): Promise<void> {
    return writeRows(target, this.table, this.rows, 'add', Object.keys(this.table.adds));
  }
}

/** As the batch leaves them. */
export class LatestBatch<Row extends object, Key extends Field<Row>> implements LatestRows<Row, Key>, BatchRows {
  private readonly latest = new Map<string, Row>();
  private readonly removed = new Map<string, Pick<Row, Key>>();

  constructor(private readonly table: LatestTable<Row, Key>) {}

  get rows(): readonly Row[] {
    return [...this.latest.values()];
  }

  /** The keys of all rows that the batch put or took away. */
  get keys(): readonly Pick<Row, Key>[] {
    return [...this.latest.values(), ...this.removed.values()];
  }

  put(row: Row): void {
    const name = keyOf(this.table.key, row);
    this.removed.delete(name);
    this.latest.set(name, row);
  }

  remove(key: Pick<Row, Key>): void {
    const name = keyOf(this.table.key, key);
    this.latest.delete(name);
    this.removed.set(name, key);
  }

  async write(target: ProgramTarget): Promise<void> {
    await writeRows(target, this.table, this.rows, 'replace');
    await deleteRows(target, this.table, this.table.key, [...this.removed.values()]);
  }
}

/** The first of each key in the batch; one of an earlier batch stays. */
export class FirstBatch<Row extends object> implements FirstRows<Row>, BatchRows {
  private readonly byKey = new Map<string, Row>();

  constructor(private readonly table: FirstTable<Row>) {}

  get rows(): readonly Row[] {
    return [...this.byKey.values()];
  }

  keep(row: Row): void {
    const name = keyOf(this.table.key, row);
    if (!this.byKey.has(name)) this.byKey.set(name, row);
  }

  write(target: ProgramTarget): Promise<void> {
    return writeRows(target, this.table, this.rows, 'keep');
  }
}

/** What the batch appends. */
export class LoggedBatch<Row extends object> implements LoggedRows<Row>, BatchRows {
  rows: Row[] = [];
  private isCleared = false;

  constructor(private readonly table: LoggedTable<Row>) {}

  append(row: Row): void {
    this.rows.push(row);
  }

  clear(): void {
    this.rows = [];
    this.isCleared = true;
  }

  async write(target: ProgramTarget): Promise<void> {
    if (this.isCleared) await deleteAll(target, this.table);
    await writeRows(target, this.table, this.rows, 'fail');
  }
}

/** The groups that the batch replaces. */
export class GroupedBatch<Row extends object, Group extends Field<Row>> implements GroupedRows<Row, Group>, BatchRows {
  private readonly groups = new Map<string, { readonly group: Pick<Row, Group>; readonly rows: readonly Row[] }>();

  constructor(private readonly table: GroupedTable<Row, Group>) {}

  replace(group: Pick<Row, Group>, rows: readonly Row[]): void {
    this.groups.set(keyOf(this.table.group, group), { group, rows });
  }

  async write(target: ProgramTarget): Promise<void> {
    const groups = [...this.groups.values()];
    await deleteRows(
      target,
      this.table,
      this.table.group,
      groups.map(({ group }) => group),
    );
    const rows = groups.flatMap(({ rows: each }) => each);
    await writeRows(target, this.table, rows, 'keep');
  }
}

/** One part needs no more than itself. */
function keyOf<Row extends object>(key: readonly Field<Row>[], row: Row): string {
  if (key.length === 1) return String(row[key[0] as Field<Row>]);
  return compositeKey(...key.map((field) => String(row[field])));
}
