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

  /** Notes an arrival; the indexes of a place come in ascending order. */
  note({ place, index }: Origin, { program, seq }: ArrivalPlace): void {
    const runs = this.places.get(place);
    const last = runs?.at(-1);
    const continues =
      last?.program === program && last.fromIndex + last.length === index && last.fromSeq + last.length === seq;
    if (last !== undefined && continues) last.length += 1;
    else if (runs === undefined) this.places.set(place, [{ fromIndex: index, program, fromSeq: seq, length: 1 }]);
    else runs.push({ fromIndex: index, program, fromSeq: seq, length: 1 });
  }
}
