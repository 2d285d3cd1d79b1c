import type { DataSource } from 'typeorm';
import { judgeAll } from '../ahead/keep-next-payouts';
import { Projector, readCheckpoint } from '../projector';
import { createTables } from '../schema/create-tables';
import { LIVE_SCHEMA } from '../schema/version';
import { inTransaction, withConnection, type Sql } from '../sql';
import { claimingLiveSchema } from '../swap-lock';
import { catchUpTo, type OnProgress, type ReadBatches } from '../versions/catch-up';
import { pastReaders, queueShortly, relationsOf, type Patience } from '../versions/readers-in-the-way';
import { shownSchema, showVersion } from '../versions/show-version';
import { ifFree, rebuildLock } from '../versions/version-locks';
import { compareSchemas, type TableDifference } from './compare-schemas';
import { swapSchemas } from './swap-schemas';

const REBUILT_SCHEMA = `${LIVE_SCHEMA}_rebuilt`;
const REPLACED_SCHEMA = `${LIVE_SCHEMA}_replaced`;

const REBUILD_LOCK = rebuildLock(LIVE_SCHEMA);

/** Which rebuilt rows take the place of the live ones: those that are equal, any, or none (then they are only compared). */
export type Swapped = 'equal' | 'any' | 'none';

export interface RebuildOptions extends Pick<Patience, 'readersMayTakeMs' | 'say'> {
  /** Needs four connections. */
  readonly dataSource: DataSource;
  readonly readBatches: ReadBatches;
  readonly swap: Swapped;
  /** Called after each batch: how far the rebuilt rows are, of what the live ones have. */
  readonly onProgress?: OnProgress;
}

export interface RebuildOutcome {
  /** Where both were compared. */
  readonly position: bigint;
  /** Empty: the rebuilt rows equal the live ones. */
  readonly differences: readonly TableDifference[];
  readonly swapped: boolean;
}

/**
 * Builds the read models anew from the streams, in a schema beside the live one, which goes on working; compares both at
 * the same position, and swaps them as `swap` says.
 * Error: another rebuild is under way.
 */
export async function rebuildReadModels(options: RebuildOptions): Promise<RebuildOutcome> {
  const { dataSource } = options;
  const outcome = await ifFree(dataSource, REBUILD_LOCK, () =>
    withConnection(dataSource, (sql) => rebuildAlone(sql, options)),
  );
  if (outcome !== null) return outcome;
  throw new Error('another rebuild of these read models is under way: wait until it has ended');
}

async function rebuildAlone(sql: Sql, options: RebuildOptions): Promise<RebuildOutcome> {
  await tidyUp(sql, options);
  let outcome: RebuildOutcome;
  try {
    for (const statement of createTables(REBUILT_SCHEMA)) await sql.run(statement);
    await catchUp(sql, options);
    await judgeAll(sql, REBUILT_SCHEMA);
    outcome = await compareAndSwap(sql, options);
  } catch (error) {
    await tidyUp(sql, options).catch(() => undefined); // The first error says what happened.
    throw error;
  }
  await tidyUp(sql, options);
  return outcome;
}

/** Projects until the rebuilt rows are as far as the live ones, which may move on meanwhile. */
async function catchUp(sql: Sql, options: RebuildOptions): Promise<void> {
  const { dataSource, readBatches, onProgress } = options;
  const projector = new Projector(dataSource, { schema: REBUILT_SCHEMA });
  for (;;) {
    const to = await readCheckpoint(sql, LIVE_SCHEMA);
    if ((await projector.checkpoint()) === to) return;
    await catchUpTo(projector, readBatches, to, onProgress);
  }
}

/** Keeps projectors and readers out, so that both schemas stand at the same position. */
async function compareAndSwap(sql: Sql, options: RebuildOptions): Promise<RebuildOutcome> {
  return claimingLiveSchema(sql, options.say, async () => {
    await catchUp(sql, options);
    await judgeAll(sql, REBUILT_SCHEMA);
    const position = await readCheckpoint(sql, LIVE_SCHEMA);
    const differences = await withConnection(options.dataSource, (beside) =>
      compareSchemas(sql, beside, LIVE_SCHEMA, REBUILT_SCHEMA),
    );
    const swapped = options.swap === 'any' || (options.swap === 'equal' && differences.length === 0);
    if (swapped) await swapSchemas(sql, LIVE_SCHEMA, REBUILT_SCHEMA, REPLACED_SCHEMA);
    return { position, differences, swapped };
  });
}

/**
 * Lets schema `ops` show what took the place of the rows that it shows, and drops what this rebuild replaced or did not
 * use, or a killed one left behind; past those who read it.
 */
async function tidyUp(sql: Sql, options: RebuildOptions): Promise<void> {
  if ((await shownSchema(sql)) === REPLACED_SCHEMA)
    await pastReaders(sql, relationsOf('ops'), options, () => showVersion(sql));
  await pastReaders(sql, relationsOf(REBUILT_SCHEMA, REPLACED_SCHEMA), options, () =>
    inTransaction(sql, 'ISOLATION LEVEL READ COMMITTED', async () => {
      await queueShortly(sql);
      await sql.run(`DROP SCHEMA IF EXISTS ${REBUILT_SCHEMA} CASCADE`);
      await sql.run(`DROP SCHEMA IF EXISTS ${REPLACED_SCHEMA} CASCADE`);
    }),
  );
}
