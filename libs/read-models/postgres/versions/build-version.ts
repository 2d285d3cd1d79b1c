import type { DataSource } from 'typeorm';
import { judgeAllLive } from '../ahead/keep-next-payouts';
import { Projector, type ProjectionFailpoint } from '../projector';
import { withConnection, type Sql } from '../sql';
import { BUILD_LOCK, holding } from './version-locks';
import { catchUpTo, type OnProgress, type ReadBatches } from './catch-up';
import { shownSchema, showVersion, type ShowFailpoint } from './show-version';
import { claimOps, isBuilt, makeVersion, markBuilt } from './version-book';

export type BuildFailpoint = ProjectionFailpoint | ShowFailpoint | 'read-models-made' | 'read-models-built';

export interface BuildOptions {
  /** Needs three connections. */
  readonly dataSource: DataSource;
  readonly readBatches: ReadBatches;
  /** Where the log ends. */
  readonly lastPosition: () => Promise<bigint>;
  /** Whether schema `ops` is to show this version from now on: a start asks for that, a command that only reads does not. */
  readonly forOps: boolean;
  readonly onProgress?: OnProgress;
  /** Called at named moments, for tests that stop the process there. */
  readonly failpoint?: (name: BuildFailpoint) => void;
}

/**
 * Makes the read models of this build where they are not there, in a schema of their own beside those of other releases,
 * which go on being read and kept up to date by their own processes; and brings them to the end of the log. What was cut
 * off goes on where it was. Does nothing when they were built before. (docs/upgrading.md)
 */
export async function buildVersion(options: BuildOptions): Promise<void> {
  await holding(options.dataSource, BUILD_LOCK, () => withConnection(options.dataSource, (sql) => build(sql, options)));
}

async function build(sql: Sql, options: BuildOptions): Promise<void> {
  const { dataSource, readBatches, lastPosition, forOps, onProgress, failpoint } = options;
  await makeVersion(sql);
  if (forOps) await claimOps(sql);
  failpoint?.('read-models-made');
  if (!(await isBuilt(sql))) {
    const projector = new Projector(dataSource, failpoint && { failpoint });
    await catchUpTo(projector, readBatches, await lastPosition(), onProgress);
    await judgeAllLive(dataSource);
    await markBuilt(sql);
    failpoint?.('read-models-built');
  }
  // Else the views wait for the process that keeps these rows up to date.
  if (forOps && (await shownSchema(sql)) === null) await showVersion(sql, failpoint);
}

/** The read models of this build were not made yet; waiting helps: a start or "ledger prepare" makes them. */
export class ReadModelsNotBuilt extends Error {
  override readonly name = 'ReadModelsNotBuilt';
}

/** Throws ReadModelsNotBuilt while they are not there. */
export async function checkVersionBuilt(dataSource: DataSource): Promise<void> {
  if (await withConnection(dataSource, isBuilt)) return;
  throw new ReadModelsNotBuilt('the read models of this release are not built yet ("ledger prepare" does it)');
}
