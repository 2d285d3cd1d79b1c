import type { Origin } from './ledger-runtime';

/** Where the answer to an offer is recorded. */
export interface ArrivalPlace {
  readonly program: string;
  readonly seq: number;
}

/** Consecutive indexes of one place that became consecutive arrivals of one program. */
interface Run {
  readonly fromIndex: number;
  readonly program: string;
  readonly fromSeq: number;
  length: number;
}

/** Which origins are recorded, and as which arrivals. */
export class OriginRegister {
  private readonly places = new Map<string, Run[]>();

  /** Where the arrival from an origin is recorded; null: nothing came from there yet. */
  find({ place, index }: Origin): ArrivalPlace | null {
    const run = this.places.get(place)?.findLast(({ fromIndex }) => fromIndex <= index);
    if (run === undefined || index >= run.fromIndex + run.length) return null;
    return { program: run.program, seq: run.fromSeq + index - run.fromIndex };
  }

  /** Notes an arrival. The log is read program by program, so the indexes of a place come in any order. */
  note({ place, index }: Origin, { program, seq }: ArrivalPlace): void {
    const run: Run = { fromIndex: index, program, fromSeq: seq, length: 1 };
    const runs = this.places.get(place);
    if (runs === undefined) {
      this.places.set(place, [run]);
      return;
    }
    const after = runs.findLastIndex(({ fromIndex }) => fromIndex <= index);
    const before = runs[after];
    if (before !== undefined && continues(before, run)) before.length += 1;
    else runs.splice(after + 1, 0, run);
  }
}

function continues(before: Run, run: Run): boolean {
  return (
    before.program === run.program &&
    before.fromIndex + before.length === run.fromIndex &&
    before.fromSeq + before.length === run.fromSeq
  );
}
