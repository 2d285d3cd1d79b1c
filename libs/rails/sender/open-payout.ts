import type { PayingRail as RailName } from '@ledger/contracts/decided-words';
import type { AmountMinor } from '@ledger/kernel/money';
import type { PayoutName } from '../sending/payout-name';

/** A payout that was made and waits for the answer of its rail. */
export interface OpenPayout extends PayoutName {
  readonly partner: string;
  readonly rail: RailName;
  readonly currency: string;
  readonly netMinor: AmountMinor;
  /** The entry of the program's log at which it was made. */
  readonly madeAtSeq: number;
  /** Where the log of all programs has it: what was made before a restore keeps its keys. */
  readonly madeAt: bigint;
}
