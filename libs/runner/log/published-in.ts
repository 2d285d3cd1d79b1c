import type { PublishedTerms } from '@ledger/program/program-terms';
import { publishedBy } from '@ledger/program/terms-of-facts';
import { judgedAgain, type RecordedArrival } from './arrival-events';

/** The version of the terms that a recorded arrival published; null: none. */
export function publishedIn(recorded: RecordedArrival): PublishedTerms | null {
  const { eventType, verdict } = recorded.arrival;
  if (eventType !== 'terms.published' || verdict.type !== 'accepted') return null;
  const { read } = judgedAgain(recorded).offered;
  return read?.ok === true ? publishedBy(read.event) : null;
}
