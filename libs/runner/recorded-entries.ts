import { WakeUps } from '@ledger/event-store/wake-ups';
import type { LedgerEntry, ProjectedBatch } from '@ledger/read-models/ledger-entry';

/** So many entries wait at most; what comes when it is full is read from the log later. */
const MOST_WAITING = 50_000;
/** So many entries go together, unless one append has more. */
const MOST_AT_ONCE = 10_000;

/**
 * What this process appended to the log and has not projected yet: so that the projector of the same process need not
 * read it again. Only a shortcut: whatever is missing here is in the log.
 */
export class RecordedEntries {
  private readonly waiting: ProjectedBatch[] = [];
  private readonly wakeUps = new WakeUps();
  private waitingEntries = 0;

  /** Takes all entries of one append, in the order of their positions. */
  add(batch: ProjectedBatch): void {
    if (this.waitingEntries >= MOST_WAITING) return;
    this.waiting.push(batch);
    this.waitingEntries += batch.entries.length;
    this.wakeUps.wakeAll();
  }

  /** What was recorded right after a position, as one batch; null: it is not here. Forgets what is before it. */
  takeAfter(position: bigint): ProjectedBatch | null {
    while ((this.waiting[0]?.toCheckpoint ?? position + 1n) <= position) this.takeFirst();
    const entries: LedgerEntry[] = [];
    let end = position;
    while (this.waiting[0]?.fromCheckpoint === end && entries.length < MOST_AT_ONCE) {
      const next = this.takeFirst();
      for (const entry of next.entries) entries.push(entry);
      end = next.toCheckpoint;
    }
    return end === position ? null : { fromCheckpoint: position, toCheckpoint: end, entries };
  }

  /** Resolves when something waits, after the time at the latest, or when the signal is aborted. */
  async untilMore(signal: AbortSignal, timeoutMs: number): Promise<void> {
    if (this.waiting.length === 0) await this.wakeUps.wait(signal, timeoutMs);
  }

  private takeFirst(): ProjectedBatch {
    const first = this.waiting.shift();
    if (first === undefined) throw new RangeError('nothing waits to be projected');
    this.waitingEntries -= first.entries.length;
    return first;
  }
}
