import type { AnyColumn, Column } from './column';
import type { Fold } from './fold';
import type {
  FirstRows,
  GroupedRows,
  LatestRows,
  LinesOfProgram,
  LoggedRows,
  RejectedOfProgram,
  SummedRows,
} from './written-rows';

type Field<Row> = keyof Row & string;

/**
 * What requests of partners see of a table (postgres/schema/partner-walls.ts): `own` rows, whose column `partner` is
 * theirs; all `of-program`, which have nothing of any partner; those `of-customers` or `of-deals` that concern them; those
 * that go with a row that they see of another table; or nothing.
 */
export type PartnersSee = 'own' | 'of-program' | 'of-customers' | 'of-deals' | 'nothing' | readonly GoesWith[];

/** Rows go with those of a table of the same program that have the same in these columns. */
export interface GoesWith {
  readonly table: string;
  readonly columns: readonly string[];
}

/** A table of the read models: what its rows are, where each field is kept, and what entries of the log do to them. */
interface TableOf<Row, Rows> {
  readonly name: string;
  /** For each field of a row; the program, which every table has besides, is the first column. */
  readonly columns: { readonly [F in Field<Row>]-?: Column<Row[F]> };
  /** What names a row within its program; null: nothing does. */
  readonly key: readonly Field<Row>[] | null;
  /** How full pages are made, which leaves room for rows that change; 100 where not given. */
  readonly fillPercent?: number;
  /** Further indexes: what follows `CREATE INDEX … ON table`. */
  readonly indexes?: Readonly<Record<string, string>>;
  /** Default: `own` where there is a column `partner`, else `nothing`. */
  readonly partnersSee?: PartnersSee;
  readonly fold: Fold<Rows>;
}

/** Entries add to a row; a field that is not added up is as the last of them has it. */
export interface SummedTable<Row> extends TableOf<Row, SummedRows<Row>> {
  readonly kind: 'summed';
  readonly key: readonly Field<Row>[];
  readonly adds: { readonly [F in Field<Row>]?: (before: Row[F], added: Row[F]) => Row[F] };
}

/** A row is as the last entry about its key left it, or gone. */
export interface LatestTable<Row, Key extends Field<Row>> extends TableOf<Row, LatestRows<Row, Key>> {
  readonly kind: 'latest';
  readonly key: readonly Key[];
}

/** A row is as the first entry about its key made it. */
export interface FirstTable<Row> extends TableOf<Row, FirstRows<Row>> {
  readonly kind: 'first';
  readonly key: readonly Field<Row>[];
}

/** Rows are added, and stay as they are. */
export interface LoggedTable<Row> extends TableOf<Row, LoggedRows<Row>> {
  readonly kind: 'logged';
}

/** The rows of a group are replaced together. */
export interface GroupedTable<Row, Group extends Field<Row>> extends TableOf<Row, GroupedRows<Row, Group>> {
  readonly kind: 'grouped';
  readonly key: readonly Field<Row>[];
  readonly group: readonly Group[];
}

/** The lines of the ledger, which move from state to state. */
export interface LinesTable<Row> extends TableOf<Row, LinesOfProgram> {
  readonly kind: 'lines';
  readonly key: readonly Field<Row>[];
}

/** What was rejected, until it is accepted. */
export interface RejectedTable<Row> extends TableOf<Row, RejectedOfProgram> {
  readonly kind: 'rejected';
  readonly key: readonly Field<Row>[];
}

/** Its rows follow from those of other tables, and are written when these are. */
export interface JudgedTable<Row> extends TableOf<Row, never> {
  readonly kind: 'judged';
  readonly key: readonly Field<Row>[];
}

/** Any of them. */
export interface AnyTable {
  readonly kind: 'summed' | 'latest' | 'first' | 'logged' | 'grouped' | 'lines' | 'rejected' | 'judged';
  readonly name: string;
  readonly columns: Readonly<Record<string, AnyColumn>>;
  readonly key: readonly string[] | null;
  readonly fillPercent?: number;
  readonly indexes?: Readonly<Record<string, string>>;
  readonly partnersSee?: PartnersSee;
  readonly fold: Fold<never>;
}

/** The row of a table. */
export type RowOf<T> = T extends TableOf<infer Row, never> ? Row : never;
