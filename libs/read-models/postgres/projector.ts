import { calendarOf, type Calendar } from '@ledger/kernel/calendar';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { DataSource } from 'typeorm';
import type { LedgerEntry, ProjectedBatch } from '../ledger-entry';
import { termsVersions } from '../tables/terms-versions';
import { foldBatch } from './batch/fold-batch';
import type { FoldedProgram } from './batch/folded-program';
import { CheckpointMoved } from './checkpoint-moved';
import { readTermsOf, readTimeZones } from './queries/read-terms';
import { orContradict } from './rows-contradict';
import { PROJECTION } from './schema/create-tables';
import { LIVE_SCHEMA } from './schema/version';
import { inTransaction, withConnection, type Sql } from './sql';
import { shareLiveSchema } from './swap-lock';

export type ProjectionFailpoint = 'projection-before-commit' | 'projection-after-commit';

export interface ProjectorOptions {
  /** Default: the live one. */
  readonly schema?: string;
  /** Called at named moments, for tests that stop the process there. */
  readonly failpoint?: (name: ProjectionFailpoint) => void | Promise<void>;
}

/** A batch folded to one row per key and program. */
export interface FoldedBatch extends Pick<ProjectedBatch, 'fromCheckpoint' | 'toCheckpoint'> {
  readonly programs: readonly FoldedProgram[];
}

/** Turns batches of recorded events into rows: rows and checkpoint in one transaction. */
export class Projector {
  private readonly schema: string;
  /** Of the programs by their terms in the log. */
  private readonly calendars = new Map<string, Calendar>();
  /** Of the programs by their terms in the rows; null: they have none. */
  private readonly terms = new Map<string, ProgramTerms | null>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly options: ProjectorOptions = {},
  ) {
    this.schema = options.schema ?? LIVE_SCHEMA;
  }

  /** The position of the event store up to which the rows are complete; 0n: nothing yet. */
  async checkpoint(): Promise<bigint> {
    this.terms.clear();
    return withConnection(this.dataSource, async (sql) => {
      const position = await readCheckpoint(sql, this.schema);
      for (const [program, timeZone] of await readTimeZones(sql, this.schema))
        this.calendars.set(program, calendarOf(timeZone));
      return position;
    });
  }

  /**
   * Applies a batch, or nothing of it. Throws CheckpointMoved when the rows do not stand at `batch.fromCheckpoint`:
   * another projector was there first; read the checkpoint and go on from it.
   */
  async project(batch: ProjectedBatch): Promise<void> {
    // Another projector was faster, and took the terms of a new program: its rows have them.
    if (!this.knowsAll(batch)) await this.checkpoint();
    await this.write(this.fold(batch));
  }

  /** What a batch comes to; the next one can be folded while the server writes this one. */
  fold({ fromCheckpoint, toCheckpoint, entries }: ProjectedBatch): FoldedBatch {
    for (const entry of entries) this.learn(entry);
    return { fromCheckpoint, toCheckpoint, programs: foldBatch(entries, (program) => this.calendarOf(program)) };
  }

  private knowsAll({ entries }: ProjectedBatch): boolean {
    const told = new Set(entries.filter((entry) => termsIn(entry) !== undefined).map(({ program }) => program));
    const isKnown = (program: string) => this.calendars.has(program) || told.has(program);
    return entries.every((entry) => !('decision' in entry) || isKnown(entry.program));
  }

  private learn(entry: LedgerEntry): void {
    const terms = termsIn(entry);
    if (terms === undefined || (this.calendars.has(entry.program) && terms.version !== 1)) return;
    this.calendars.set(entry.program, calendarOf(terms.timeZone));
  }

  private calendarOf(program: string): Calendar {
    const calendar = this.calendars.get(program);
    if (calendar === undefined) throw new RangeError(`the log has no terms of a program ${program}`);
    return calendar;
  }

  /** Writes a folded batch, or nothing of it. Throws as `project` does, and RowsContradict. */
  async write(batch: FoldedBatch): Promise<void> {
    await withConnection(this.dataSource, async (sql) => {
      await inTransaction(sql, 'ISOLATION LEVEL READ COMMITTED', async () => {
        if (this.schema === LIVE_SCHEMA) await shareLiveSchema(sql);
        await this.moveCheckpoint(sql, batch);
        // Nothing is lost when the server fails: what was not on disk yet is projected again from the checkpoint.
        await sql.run('SET LOCAL synchronous_commit TO off');
        // Without statistics on new tables a planner may walk through all lines for each batch.
        await sql.run('SET LOCAL enable_seqscan TO off');
        await orContradict(batch.fromCheckpoint, batch.toCheckpoint, async () => {
          for (const program of batch.programs) {
            if (program.of(termsVersions).rows.length > 0) this.terms.delete(program.program);
            await program.write(sql, this.schema, batch.toCheckpoint, () => this.termsOf(sql, program.program));
          }
        });
        await this.options.failpoint?.('projection-before-commit');
      });
    });
    await this.options.failpoint?.('projection-after-commit');
  }

  private async termsOf(sql: Sql, program: string): Promise<ProgramTerms | null> {
    let terms = this.terms.get(program);
    if (terms === undefined) this.terms.set(program, (terms = await readTermsOf(sql, this.schema, program)));
    return terms;
  }

  private async moveCheckpoint(sql: Sql, { fromCheckpoint, toCheckpoint }: FoldedBatch): Promise<void> {
    const moved = await sql.run(
      `UPDATE ${this.schema}.checkpoint SET position = $1 WHERE projection = $2 AND position = $3`,
      [toCheckpoint.toString(), PROJECTION, fromCheckpoint.toString()],
    );
    if (moved !== 1) throw new CheckpointMoved(fromCheckpoint, await readCheckpoint(sql, this.schema));
  }
}

function termsIn(entry: LedgerEntry) {
  if ('recordedTerms' in entry) return entry.recordedTerms;
  return 'arrival' in entry ? entry.published : undefined;
}

/** The checkpoint of a schema's rows. */
export async function readCheckpoint(sql: Sql, schema: string): Promise<bigint> {
  const rows = await sql
    .rows<{ position: string }>(`SELECT position FROM ${schema}.checkpoint WHERE projection = $1`, [PROJECTION])
    .catch((error: unknown) => {
      throw isMissingTable(error) ? new Error(NOT_THERE, { cause: error }) : error;
    });
  const [row] = rows;
  if (row === undefined)
    throw new Error(`${schema}.checkpoint has no row '${PROJECTION}': rebuild the read models (ledger rebuild)`);
  return BigInt(row.position);
}

const NOT_THERE =
  'the read models of this release are not there: start the ledger with it, or run "ledger prepare" on a cluster';

function isMissingTable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42P01';
}
