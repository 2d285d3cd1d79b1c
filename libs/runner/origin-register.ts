import type { Origin } from './ledger-runtime';

/** Where the answer to an offer is recorded. */
export interface ArrivalPlace {
  readonly program: string;
  readonly seq: number;
}

/** Consecutive indexes of one place that became consecutive arrivals of one program. */
interface Run {
  readonly fromIndex: number;
  readonly fromSeq: number;
  length: number;
}

/**
 * Which origins are recorded, and as which arrivals. A place has a list of runs for each program, in the order of the
 * indexes: the log is read program by program, and however two interleave in a place, what comes next of one of them
 * comes to the end of its own list.
 */
export class OriginRegister {
  private readonly places = new Map<string, Map<string, Run[]>>();

  /** Where the arrival from an origin is recorded; null: nothing came from there yet. */
  find({ place, index }: Origin): ArrivalPlace | null {
    for (const [program, runs] of this.places.get(place) ?? []) {
      const run = runs[runsBegunBy(runs, index) - 1];
      if (run !== undefined && index < run.fromIndex + run.length) {
        return { program, seq: run.fromSeq + index - run.fromIndex };
      }
    }
    return null;
  }

  /** Notes an arrival; they may come in any order. */
  note({ place, index }: Origin, { program, seq }: ArrivalPlace): void {
    const runs = this.runsOf(place, program);
    const at = runsBegunBy(runs, index);
    const before = runs[at - 1];
    if (before !== undefined && continues(before, index, seq)) before.length += 1;
    else runs.splice(at, 0, { fromIndex: index, fromSeq: seq, length: 1 });
  }

  private runsOf(place: string, program: string): Run[] {
    const ofPlace = this.places.get(place) ?? new Map<string, Run[]>();
    const runs = ofPlace.get(program) ?? [];
    ofPlace.set(program, runs);
    this.places.set(place, ofPlace);
    return runs;
  }
}

function continues(before: Run, index: number, seq: number): boolean {
  return before.fromIndex + before.length === index && before.fromSeq + before.length === seq;
}

/** How many runs begin at an index or before it. */
function runsBegunBy(runs: readonly Run[], index: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((runs[middle]?.fromIndex ?? index) <= index) low = middle + 1;
    else high = middle;
  }
  return low;
}
