import { canonicalJson } from '@ledger/event-store/canonical-json';
import type { AppendRequest, EventStore, NewEvent, RecordedEvent } from '@ledger/event-store/event-store';
import type { JsonFields } from '@ledger/contracts/json-value';
import { storeWith } from '@ledger/event-store/store-with';
import { fieldsAddedTo } from '@ledger/stages/decision-versions';
import { kindAndVersionOf, readRecorded } from './recorded-kinds';

/**
 * A store for those who decide again what may be recorded already: where a release before this one recorded a decision in
 * an earlier version, telling less, that counts as the same decision, and stays. Anything else is a conflict as before.
 */
export function keepingOlderForms(store: EventStore): EventStore {
  return storeWith(store, {
    async append(requests) {
      const result = await store.append(requests);
      if (result.ok) return result;
      const asRecorded = await withOlderForms(store, requests);
      return asRecorded === null ? result : store.append(asRecorded);
    },
  });
}

/** The requests with the events that are recorded in an earlier version as they are recorded; null: there are none. */
async function withOlderForms(
  store: EventStore,
  requests: readonly AppendRequest[],
): Promise<readonly AppendRequest[] | null> {
  let found = false;
  const asRecorded: AppendRequest[] = [];
  for (const request of requests) {
    const events = [...request.events];
    let index = 0;
    for await (const recorded of store.read(request.stream, request.expectedRevision + 1n, events.length)) {
      const decided = events[index] as NewEvent;
      if (isOlderForm(recorded, decided)) {
        const { id, type, data, metadata } = recorded;
        events[index] = { id, type, data, metadata };
        found = true;
      }
      index += 1;
    }
    asRecorded.push({ ...request, events });
  }
  return found ? asRecorded : null;
}

/** Whether an event has in an earlier version what one that was decided again has in this, but for what is told since. */
export function isOlderForm(recorded: RecordedEvent, decided: NewEvent): boolean {
  if (recorded.id !== decided.id || recorded.type === decided.type) return false;
  const now = kindAndVersionOf(decided.type);
  const then = kindAndVersionOf(recorded.type);
  if (now.kind !== then.kind || then.version >= now.version) return false;
  const added = fieldsAddedTo(now.kind as Parameters<typeof fieldsAddedTo>[0]).slice(then.version - now.version);
  if (added.length < now.version - then.version) return false;
  const unknown = Object.fromEntries(added.flat().map((field) => [field, null]));
  const told = { ...(decided.data as JsonFields), ...unknown };
  return canonicalJson(readRecorded(recorded).data) === canonicalJson(told);
}
