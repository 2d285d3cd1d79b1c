import type { EventStore } from '@ledger/event-store/event-store';
import type { Origin } from '../ledger-runtime';
import type { ArrivalPlace } from '../origin-register';
import { UNASSIGNED } from '../unassigned-arrival';
import { recordedArrival, type RecordedArrival } from './arrival-events';
import { factsStream } from './stream-names';

/** Looks through the whole log for what came from an origin: for the rare question of a person. Null: nothing did. */
export async function findArrival(
  store: EventStore,
  programs: readonly string[],
  { place, index }: Origin,
): Promise<ArrivalPlace | null> {
  for (const program of [...programs, UNASSIGNED]) {
    for await (const { metadata } of store.read(factsStream(program), 0n)) {
      if (metadata['place'] === place && metadata['index'] === index) return { program, seq: Number(metadata['seq']) };
    }
  }
  return null;
}

/** What the log has at a place; null: nothing. */
export async function arrivalAt(store: EventStore, { program, seq }: ArrivalPlace): Promise<RecordedArrival | null> {
  for await (const event of store.read(factsStream(program), 0n)) {
    if (event.metadata['seq'] === seq) return recordedArrival(event);
  }
  return null;
}
