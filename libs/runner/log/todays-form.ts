import { isEventType } from '@ledger/contracts/event-types';
import { contentOf, inOrder } from '@ledger/contracts/same-content';
import { fingerprint } from '../fingerprint';
import type { PersonalDataConcealer } from '../personal/conceal-personal-data';
import type { RecordedArrival } from './arrival-events';

/**
 * A recorded arrival as this version would have recorded its event: earlier ones kept the names of fields that no schema
 * names, and told an attribute that is null from one that is missing. So what comes again is known again, and what is
 * exported of an old log is as of a new one.
 */
export function inTodaysForm(recorded: RecordedArrival, concealer: PersonalDataConcealer): RecordedArrival {
  const { event, arrival } = recorded;
  if (event === null || !isEventType(arrival.eventType)) return recorded;
  const today = concealer.inTodaysForm(event, arrival.eventType);
  if (today === event) return recorded;
  const ordered = inOrder(today) as typeof event;
  return { ...recorded, event: ordered, content: fingerprint(contentOf(ordered)) };
}
