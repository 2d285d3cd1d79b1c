import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { readCheckpoint } from '../projector';
import { LIVE_SCHEMA } from '../schema/version';
import { withConnection, type Sql } from '../sql';
import { dropUnusedVersions, type DropFailpoint } from './drop-versions';
import { pastReaders, relationsOf, type Patience } from './readers-in-the-way';
import { shownSchema, showVersion, type ShowFailpoint } from './show-version';
import { isAskedFor } from './version-book';

const BEHIND_MS = 250;
const AFTER_FAILURE_MS = 10_000;
const IN_USE_MS = 60_000;

export interface TakeOver {
  readonly dataSource: DataSource;
  readonly signal: AbortSignal;
  readonly warn: (line: string) => void;
  /** How long a reader may be in the way of the views and the old rows. */
  readonly readersMayTakeMs: number;
  /** Called at named moments, for tests that stop the process there. */
  readonly failpoint?: (name: ShowFailpoint | DropFailpoint) => void;
}

/**
 * For the process that keeps the read models of this build up to date: lets schema `ops` show them as soon as they are as
 * far as those that it shows now, and drops those of other releases as soon as nobody uses them. Resolves when both is
 * done, or at the signal. What fails is said and tried again: the ledger goes on meanwhile.
 */
export async function takeOverOps(options: TakeOver): Promise<void> {
  const { dataSource, signal, warn, failpoint, readersMayTakeMs } = options;
  const patience = { readersMayTakeMs, signal, say: warn };
  while (!signal.aborted) {
    let waitMs: number;
    try {
      const left = await withConnection(dataSource, (sql) => attempt(sql, patience, failpoint));
      if (left === 'done') return;
      waitMs = left === 'behind' ? BEHIND_MS : IN_USE_MS;
    } catch (error) {
      if (signal.aborted) return;
      waitMs = AFTER_FAILURE_MS;
      const reason = error instanceof Error ? error.message : String(error);
      warn(`the ops views still show the read models of an earlier release: ${reason}; trying again in ${waitMs} ms`);
    }
    await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

async function attempt(
  sql: Sql,
  patience: Patience,
  failpoint: TakeOver['failpoint'],
): Promise<'done' | 'behind' | 'in use'> {
  // Another release was started since: the views and the old rows are its affair now.
  if (!(await isAskedFor(sql))) return 'done';
  const shown = await shownSchema(sql);
  if (shown !== LIVE_SCHEMA) {
    if (shown !== null && (await readCheckpoint(sql, LIVE_SCHEMA)) < (await readCheckpoint(sql, shown)))
      return 'behind';
    await pastReaders(sql, relationsOf('ops'), patience, () => showVersion(sql, failpoint));
  }
  return (await dropUnusedVersions(sql, patience, failpoint)).length === 0 ? 'done' : 'in use';
}
