import { unpublishedProgram, type ProgramTerms } from '@ledger/program/program-terms';
import type { Offered } from '@ledger/stages/intake/gate';
import type { Verdict } from '@ledger/stages/intake/log-entry';
import type { ArrivalLane, LaneStep } from './arrival-lane';

/** What became of an offer: a step of its program's lane, or that there is no such program. */
export type Taken<L> =
  | { readonly lane: L; readonly step: LaneStep }
  /** `refusal`: why terms that would have made the program known were refused; null: nothing would have. */
  | { readonly lane: null; readonly refusal: Verdict | null };

/** The lanes of the programs that are known: the first terms that are published for another one open its lane. */
export class OpenLanes<L extends ArrivalLane> {
  private readonly lanes = new Map<string, L>();

  constructor(private readonly makeLane: (program: ProgramTerms) => L) {}

  /** Opens the lane of a program, which begins with these terms. */
  open(program: ProgramTerms): L {
    const lane = this.makeLane(program);
    this.lanes.set(program.program, lane);
    return lane;
  }

  get(program: string): L | undefined {
    return this.lanes.get(program);
  }

  [Symbol.iterator](): IterableIterator<[string, L]> {
    return this.lanes.entries();
  }

  /** Judges an offer in the lane of its program. */
  take(offered: Offered): Taken<L> {
    const { program, type } = offered.envelope;
    const known = this.lanes.get(program);
    if (known !== undefined) return { lane: known, step: known.take(offered) };
    if (type !== 'terms.published') return { lane: null, refusal: null };
    const lane = this.makeLane(unpublishedProgram(program));
    const step = lane.take(offered);
    if (step.fact === null) return { lane: null, refusal: step.arrival.verdict };
    this.lanes.set(program, lane);
    return { lane, step };
  }
}
