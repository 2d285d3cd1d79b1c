import type { DataSource } from 'typeorm';
import type { EventStore } from '@ledger/event-store/event-store';
import type { LogFault } from '@ledger/event-store/log-check';
import type { TableDifference } from '@ledger/read-models/postgres/rebuild/compare-schemas';
import { rebuildReadModels, type RebuildOptions } from '@ledger/read-models/postgres/rebuild/rebuild-read-models';
import { checkVersionBuilt, ReadModelsNotBuilt } from '@ledger/read-models/postgres/versions/build-version';
import { readBatches } from '@ledger/runner/project-log';
import { rowsAhead } from '@ledger/runner/rows-ahead';

export interface RowsToVerify extends Pick<RebuildOptions, 'readersMayTakeMs' | 'say'> {
  readonly store: EventStore;
  readonly readModels: DataSource;
  readonly onProgress?: (position: bigint, of: bigint) => void;
}

export type RowsVerdict =
  /** This release has not built its read models. */
  | { readonly rows: 'none' }
  | { readonly rows: 'ahead'; readonly fault: LogFault }
  /** `difference`: the first table with other rows than the decisions give; null: there is none. */
  | { readonly rows: 'compared'; readonly position: bigint; readonly difference: TableDifference | null };

/** Compares the rows of the read models with those that the log gives, which are built beside them and thrown away. */
export async function verifyRows(options: RowsToVerify): Promise<RowsVerdict> {
  const { store, readModels, onProgress, readersMayTakeMs, say } = options;
  try {
    await checkVersionBuilt(readModels);
  } catch (error) {
    if (error instanceof ReadModelsNotBuilt) return { rows: 'none' };
    throw error;
  }
  const ahead = await rowsAhead(store, readModels);
  if (ahead !== null) return { rows: 'ahead', fault: ahead };
  const { position, differences } = await rebuildReadModels({
    dataSource: readModels,
    swap: 'none',
    ...(onProgress && { onProgress }),
    readBatches: (from, to) => readBatches(store, from, to),
    readersMayTakeMs,
    say,
  });
  return { rows: 'compared', position, difference: differences[0] ?? null };
}
