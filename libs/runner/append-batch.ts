import type { AppendConflict, EventStore } from '@ledger/event-store/event-store';
import { appendByStage } from './log/append-by-stage';
import { MOST_EVENTS_AT_ONCE } from './log/append-decided';
import type { Revisions } from './log/revisions';
import type { DecidedBatch, StreamEvent } from './decided-batch';

/** What became of a batch. */
export type Appended =
  | { readonly ok: false; readonly conflict: AppendConflict }
  /** `entries`: the events of its one append, which ends at `position`; null: it took several, or was there already. */
  | { readonly ok: true; readonly position: bigint; readonly events: readonly StreamEvent[] | null };

/**
 * Records a batch: in one append where that is one piece, else the arrivals first, then stage by stage what was decided
 * on them. What an interruption leaves undone then is done when the log is taken up again (recover-pipelines.ts).
 */
export async function appendBatch(store: EventStore, batch: DecidedBatch, revisions: Revisions): Promise<Appended> {
  if (store.appendsAtOnce && batch.size <= 2 * MOST_EVENTS_AT_ONCE) {
    const events = batch.events();
    const result = await store.append(revisions.requestsFor(events));
    return result.ok ? { ok: true, position: result.position, events: result.duplicate ? null : events } : result;
  }
  const arrived = await store.append(revisions.requestsFor(batch.arrivalsOfBatch()));
  if (!arrived.ok) return arrived;
  const conflict = await appendByStage(store, revisions, batch.decided);
  return conflict === null ? { ok: true, position: arrived.position, events: null } : { ok: false, conflict };
}
