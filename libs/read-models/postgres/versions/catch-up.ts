import type { ProjectedBatch } from '../../ledger-entry';
import type { FoldedBatch, Projector } from '../projector';

/** What the event store holds after position `from` up to and including `to`. */
export type ReadBatches = (from: bigint, to: bigint) => AsyncIterable<ProjectedBatch>;

/** Called after each batch: how far the rows are, of what the log has. */
export type OnProgress = (position: bigint, of: bigint) => void;

/** Projects until the rows stand at `to`, or beyond where they did already. */
export async function catchUpTo(
  projector: Projector,
  readBatches: ReadBatches,
  to: bigint,
  onProgress?: OnProgress,
): Promise<void> {
  let position = await projector.checkpoint();
  if (position >= to) return;
  for await (const { toCheckpoint } of writeEach(projector, readBatches(position, to))) {
    position = toCheckpoint;
    onProgress?.(position, to);
  }
  // The last events may be of streams that no read model is made from.
  if (position < to) await projector.project({ fromCheckpoint: position, toCheckpoint: to, entries: [] });
}

/** Writes batches one after the other, and gives each that is written; meanwhile the next is read and folded. */
async function* writeEach(projector: Projector, batches: AsyncIterable<ProjectedBatch>): AsyncGenerator<FoldedBatch> {
  let writing: Promise<FoldedBatch> | null = null;
  try {
    for await (const batch of batches) {
      const folded = projector.fold(batch);
      if (writing !== null) yield await writing;
      writing = projector.write(folded).then(() => folded);
      // Nobody waits for it until the next batch is folded.
      writing.catch(() => undefined);
    }
    if (writing !== null) yield await writing;
  } finally {
    // Where reading failed, or nobody goes on, nothing may be written after the end.
    await writing?.catch(() => undefined);
  }
}
