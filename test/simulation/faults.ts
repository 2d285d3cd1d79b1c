import type { ProjectedBatch } from '@ledger/read-models/ledger-entry';
import { CheckpointMoved } from '@ledger/read-models/postgres/checkpoint-moved';
import type { Offer } from '@ledger/runner/ledger-runtime';
import { RecordedDecisions } from '@ledger/runner/log/recorded-decisions';
import { CommissionStage } from '@ledger/stages/commission/commission.stage';
import type { CommissionDecision } from '@ledger/stages/commission/commission.decisions';
import { SimulatedReadModels } from './simulated-read-models';

/** A mistake that somebody might make in the cluster; the simulation has to notice each. */
export interface Fault {
  readonly name: string;
  readModels(): SimulatedReadModels;
  /** An offer as the gate takes it, given where in the intake topic it stands. */
  offer(offer: Offer, intakeOffset: number): Offer;
  /** Whether a stage commits the offsets of a batch before what it decided is passed on. */
  readonly commitsBeforeOutput: boolean;
  /** Puts a mistake into the engine; answers how to take it out again. */
  plant(): () => void;
}

export const NO_FAULT: Fault = {
  name: 'none',
  readModels: () => new SimulatedReadModels(),
  offer: (offer) => offer,
  commitsBeforeOutput: false,
  plant: () => () => undefined,
};

class CheckpointFirst extends SimulatedReadModels {
  override transactions({ fromCheckpoint, toCheckpoint, entries }: ProjectedBatch) {
    return [
      () => {
        if (this.projectedTo !== fromCheckpoint) throw new CheckpointMoved(fromCheckpoint, this.projectedTo);
        this.projectedTo = toCheckpoint;
      },
      () => void this.entries.push(...entries),
    ];
  }
}

class RowsFirst extends SimulatedReadModels {
  override transactions({ fromCheckpoint, toCheckpoint, entries }: ProjectedBatch) {
    return [
      () => {
        if (this.projectedTo !== fromCheckpoint) throw new CheckpointMoved(fromCheckpoint, this.projectedTo);
        this.entries.push(...entries);
      },
      () => void (this.projectedTo = toCheckpoint),
    ];
  }
}

/** Where rounding half away from zero gives one more than cutting off, it cuts off. */
function cutOff(decision: CommissionDecision): CommissionDecision {
  if (decision.type !== 'CommissionPosted' || decision.lineSeq > 1) return decision;
  const exact = Number(decision.baseMinor) * Number(decision.rate);
  const isRoundedUp = Number(decision.amountMinor) > exact;
  return isRoundedUp
    ? { ...decision, amountMinor: (decision.amountMinor - 1n) as typeof decision.amountMinor }
    : decision;
}

/** The faults that the simulation is known to catch. */
export const PLANTED_FAULTS: readonly Fault[] = [
  { ...NO_FAULT, name: 'the checkpoint is moved before the rows are written', readModels: () => new CheckpointFirst() },
  { ...NO_FAULT, name: 'the checkpoint is moved after the rows are written', readModels: () => new RowsFirst() },
  {
    ...NO_FAULT,
    name: 'the gate takes every delivery for a new arrival',
    offer: ({ value }, index) => ({ value, origin: { place: 'kafka:intake/0', index } }),
  },
  { ...NO_FAULT, name: 'a stage commits its offset before its output is passed on', commitsBeforeOutput: true },
  {
    ...NO_FAULT,
    name: 'a start looks no further than so much behind a fact for what was decided on it',
    plant: () => {
      const right = Object.getOwnPropertyDescriptor(RecordedDecisions.prototype, 'on') as PropertyDescriptor;
      const on = right.value as RecordedDecisions['on'];
      RecordedDecisions.prototype.on = async function (this: RecordedDecisions, program, seq, at) {
        return (await on.call(this, program, seq, at)).slice(0, 2);
      };
      return () => void Object.defineProperty(RecordedDecisions.prototype, 'on', right);
    },
  },
  {
    ...NO_FAULT,
    name: 'a commission is cut off instead of rounded',
    plant: () => {
      const right = Object.getOwnPropertyDescriptor(CommissionStage.prototype, 'decide') as PropertyDescriptor;
      const decide = right.value as CommissionStage['decide'];
      CommissionStage.prototype.decide = function (this: CommissionStage, fact, earlier) {
        return decide.call(this, fact, earlier).map(cutOff);
      };
      return () => void Object.defineProperty(CommissionStage.prototype, 'decide', right);
    },
  },
];
