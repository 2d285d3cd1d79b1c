import type { EventStore } from '@ledger/event-store/event-store';
import { FIRST_FACTS_CATEGORY } from '../edition';
import { recordedArrival, type RecordedArrival } from '../log/arrival-events';
import { offeredAgain, type ArrivalAgain } from '../offered-again';
import type { PersonalDataConcealer } from '../personal/conceal-personal-data';
import type { PersonalDataStore } from '../personal/personal-data-store';

/** Says in a stream of the first edition that nothing follows there: who still writes to it is overtaken. */
export const CLOSED = 'LogClosed.v1';

const PAGE = 500;

/** The last event of each stream of what arrived in the first edition, without the one that closes it. */
export type Ends = Map<string, bigint>;

export interface FirstEditionLog {
  readonly store: EventStore;
  readonly personalData: PersonalDataStore;
  readonly concealer: PersonalDataConcealer;
}

/** Everything that arrived in a log of the first edition, in its order, a page at a time; notes where the streams end. */
export async function* arrivalsOfFirstEdition(log: FirstEditionLog, ends: Ends): AsyncGenerator<ArrivalAgain[]> {
  const offered = {
    ...log,
    comparesOtherwise: true,
    factsStream: (program: string) => `${FIRST_FACTS_CATEGORY}-${program}`,
  };
  let page: RecordedArrival[] = [];
  for await (const event of log.store.readAll(0n, [FIRST_FACTS_CATEGORY])) {
    if (event.type === CLOSED) continue;
    ends.set(event.stream, event.revision);
    page.push(recordedArrival(event));
    if (page.length < PAGE) continue;
    yield await offeredAgain(page, offered);
    page = [];
  }
  if (page.length > 0) yield await offeredAgain(page, offered);
}
