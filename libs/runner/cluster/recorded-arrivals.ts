import type { EventStore } from '@ledger/event-store/event-store';
import { recordedArrival, type RecordedArrival } from '../log/arrival-events';
import { factsStream } from '../log/stream-names';
import type { ArrivalPlace } from '../origin-register';

/** Entries that are not wanted are read along where that saves a request. */
const LARGEST_GAP = 100;

/** Arrivals that are in the log, read back some at a time. */
export class RecordedArrivals {
  private readonly found = new Map<string, RecordedArrival>();

  /** Reads the arrivals at these places. */
  static async read(store: EventStore, places: readonly ArrivalPlace[]): Promise<RecordedArrivals> {
    const arrivals = new RecordedArrivals();
    const programs = new Set(places.map(({ program }) => program));
    for (const program of programs) {
      const seqs = places.filter((place) => place.program === program).map(({ seq }) => seq);
      for (const { from, to } of runsOf(seqs)) {
        for await (const event of store.read(factsStream(program), BigInt(from - 1), to - from + 1)) {
          const recorded = recordedArrival(event);
          arrivals.found.set(keyOf(recorded.arrival), recorded);
        }
      }
    }
    return arrivals;
  }

  /** The arrival at one of the places. Throws Error when the log does not have it, though its origin was found there. */
  at(place: ArrivalPlace): RecordedArrival {
    const recorded = this.found.get(keyOf(place));
    if (recorded !== undefined) return recorded;
    throw new Error(`${factsStream(place.program)} has no entry ${place.seq}, though its origin is known`);
  }
}

/** Numbers as runs from the first to the last, where no gap is large. */
function runsOf(seqs: readonly number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && seq <= last.to + LARGEST_GAP) last.to = Math.max(last.to, seq);
    else runs.push({ from: seq, to: seq });
  }
  return runs;
}

function keyOf({ program, seq }: ArrivalPlace): string {
  return `${seq} ${program}`;
}
