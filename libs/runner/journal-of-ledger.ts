import type { EventStore } from '@ledger/event-store/event-store';
import type { JournalRows, PlacedEvent } from '@ledger/read-models/journal/journal-rows';
import type { PostgresProgramRows } from '@ledger/read-models/postgres/postgres-program-rows';
import { recordedArrival } from './log/arrival-events';
import { factsStream } from './log/stream-names';

/** The journal of a program as its read models show it, with the events from its log. */
export function journalOfLedger(store: EventStore, rows: PostgresProgramRows): JournalRows {
  return {
    about: rows.about,
    months: () => rows.months(),
    trialBalance: () => rows.trialBalance(),
    postings: () => rows.postings(),
    events: () => acceptedEvents(store, rows.about.program),
  };
}

async function* acceptedEvents(store: EventStore, program: string): AsyncIterable<PlacedEvent> {
  for await (const recorded of store.read(factsStream(program), 0n)) {
    const { seq, source, id, eventType, verdict } = recordedArrival(recorded).arrival;
    if (verdict.type === 'accepted') yield { seq, source, id, eventType };
  }
}
