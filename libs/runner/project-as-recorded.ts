import type { EventStore } from '@ledger/event-store/event-store';
import type { ProjectedBatch } from '@ledger/read-models/ledger-entry';
import { CheckpointMoved } from '@ledger/read-models/postgres/checkpoint-moved';
import type { Projector } from '@ledger/read-models/postgres/projector';
import { catchUpProjection, type ProjectionProgress } from './project-log';
import type { RecordedEntries } from './recorded-entries';

/** Another process may append too: look at the log this often, though nothing was recorded here. */
const LOOK_ANYWAY_MS = 1_000;

export interface ProjectedHere {
  readonly store: EventStore;
  readonly projector: Projector;
  /** What this process records. */
  readonly recorded: RecordedEntries;
  readonly progress?: ProjectionProgress;
}

/**
 * Keeps the read models up to date with what this process records, until the signal; what it did not record, or could
 * not keep in mind, comes from the log. Rejects when a projection fails.
 */
export async function projectAsRecorded(here: ProjectedHere, signal: AbortSignal): Promise<void> {
  const { store, projector, recorded, progress } = here;
  let checkpoint = await catchUpProjection(store, projector, progress);
  for (;;) {
    let batch = recorded.takeAfter(checkpoint);
    if (batch === null) {
      await recorded.untilMore(signal, LOOK_ANYWAY_MS);
      batch = recorded.takeAfter(checkpoint);
    }
    if (signal.aborted) return;
    checkpoint = batch === null ? await catchUpProjection(store, projector, progress) : await project(here, batch);
  }
}

/** Answers where the read models stand now: where the batch ends, or where another projector was faster. */
async function project({ projector, progress }: ProjectedHere, batch: ProjectedBatch): Promise<bigint> {
  try {
    await projector.project(batch);
  } catch (error) {
    if (error instanceof CheckpointMoved) return error.actual;
    throw error;
  }
  progress?.projected(batch.entries.length);
  return batch.toCheckpoint;
}
