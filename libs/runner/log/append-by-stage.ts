import type { AppendConflict, AppendRequest, EventStore } from '@ledger/event-store/event-store';
import { STAGES, type StageName } from '@ledger/stages/stage';
import { appendDecided } from './append-decided';
import type { DecisionEvent } from './decision-events';
import type { Revisions } from './revisions';

/** What each stage decided, as events of its streams. */
export type EventsByStage = Readonly<Record<StageName, readonly DecisionEvent[]>>;

/**
 * Appends what was decided, one stage after the other: no reader meets a payout before the lines that it pays. Answers
 * null, or the stream in which somebody recorded something else (appendDecided). `appended` sees what was appended.
 */
export async function appendByStage(
  store: EventStore,
  revisions: Revisions,
  events: EventsByStage,
  appended: (requests: readonly AppendRequest[]) => void = () => undefined,
): Promise<AppendConflict | null> {
  for (const stage of STAGES) {
    const requests = revisions.requestsFor(events[stage]);
    const conflict = requests.length === 0 ? null : await appendDecided(store, requests);
    if (conflict !== null) return conflict;
    appended(requests);
  }
  return null;
}
