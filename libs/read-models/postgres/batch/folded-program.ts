import type { ProgramStore } from '../../projection/apply-entry';
import { TABLES } from '../../projection/tables';
import type {
  AnyTable,
  FirstTable,
  GroupedTable,
  LatestTable,
  LoggedTable,
  RejectedTable,
  SummedTable,
} from '../../definition/table';
import { invoices } from '../../tables/invoices';
import { takebacks } from '../../tables/takebacks';
import type { Sql } from '../sql';
import type { ProgramTarget } from '../write-rows';
import { FirstBatch, GroupedBatch, LatestBatch, LoggedBatch, SummedBatch, type BatchRows } from './batch-rows';
import { endExpectedTrueUps } from './end-expected-true-ups';
import { endWaiting } from './end-waiting';
import { judgePayable, type TermsOf } from './judge-payable';
import { judgeStatus } from './judge-status';
import { LinesBatch } from './lines-batch';
import { markPartnersToJudge } from './mark-partners-to-judge';
import { RejectedBatch } from './rejected-batch';

/** What the entries of a batch come to for one program, table by table. */
export class FoldedProgram {
  /** In the order of `TABLES`. */
  private readonly batches: readonly (BatchRows | null)[] = TABLES.map(batchFor);

  constructor(readonly program: string) {}

  /** What the fold of the log writes into. */
  get store(): ProgramStore {
    return this.batches;
  }

  /** What the batch comes to for one of the tables. */
  of<Row extends object>(table: SummedTable<Row>): SummedBatch<Row>;
  of<Row extends object, Key extends keyof Row & string>(table: LatestTable<Row, Key>): LatestBatch<Row, Key>;
  of<Row extends object>(table: FirstTable<Row>): FirstBatch<Row>;
  of<Row extends object>(table: LoggedTable<Row>): LoggedBatch<Row>;
  of<Row extends object>(table: RejectedTable<Row>): RejectedBatch;
  of(table: AnyTable): BatchRows | null | undefined {
    return this.batches[TABLES.indexOf(table)];
  }

  /** Writes the rows, a statement per table. `termsOf`: those of the program up to the batch, which ends at `position`. */
  async write(sql: Sql, schema: string, position: bigint, termsOf: TermsOf): Promise<void> {
    const target: ProgramTarget = { sql, schema, program: this.program };
    for (const batch of this.batches) await batch?.write(target);
    await endWaiting(target, this.of(invoices).rows, this.of(takebacks).rows);
    await endExpectedTrueUps(target, this);
    await judgePayable(target, this, termsOf);
    await judgeStatus(target, this, termsOf);
    await markPartnersToJudge(target, this, position);
  }
}

function batchFor(table: AnyTable): BatchRows | null {
  switch (table.kind) {
    case 'summed':
      return new SummedBatch(table as unknown as SummedTable<object>);
    case 'latest':
      return new LatestBatch(table as unknown as LatestTable<object, never>);
    case 'first':
      return new FirstBatch(table as unknown as FirstTable<object>);
    case 'logged':
      return new LoggedBatch(table as unknown as LoggedTable<object>);
    case 'grouped':
      return new GroupedBatch(table as unknown as GroupedTable<object, never>);
    case 'lines':
      return new LinesBatch();
    case 'rejected':
      return new RejectedBatch();
    case 'judged':
      return null;
  }
}
