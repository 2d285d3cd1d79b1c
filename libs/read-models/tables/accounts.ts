import type { ApprovalWait, LineHold } from '@ledger/contracts/decided-words';
import type { Instant } from '@ledger/kernel/instant';
import { add, negate, ZERO, type AmountMinor } from '@ledger/kernel/money';
import { sum, text } from '../definition/column';
import { type OpsView } from '../definition/ops-view';
import type { SummedTable } from '../definition/table';

/** An account of a partner: what it has in one currency. */
export interface AccountKey {
  readonly partner: string;
  readonly currency: string;
}

/** What stands in hold, in payable and in transit for a partner in one currency. */
export interface AccountRow extends AccountKey {
  readonly holdMinor: AmountMinor;
  readonly payableMinor: AmountMinor;
  readonly inTransitMinor: AmountMinor;
}

/** Why a line is still in hold, beside what holds its partner. */
export type HeldReason = 'clearing' | LineHold;

/** An account with something in hold, payable or in transit. */
export interface OpenAccount extends AccountRow {
  readonly approval: ApprovalWait | null;
  /** When the proposal was made that waits for an approval; null: none does. */
  readonly proposedAt: Instant | null;
  /** Other lines are payable than those of that proposal, as their number and their sum tell. */
  readonly isProposalOvertaken: boolean;
  readonly payableLines: number;
  readonly hasPayableLines: boolean;
  readonly hasHeldLines: boolean;
  readonly heldReasons: readonly HeldReason[];
}

export const accounts: SummedTable<AccountRow> = {
  kind: 'summed',
  name: 'accounts',
  columns: {
    partner: text('partner'),
    currency: text('currency'),
    holdMinor: sum('hold_minor'),
    payableMinor: sum('payable_minor'),
    inTransitMinor: sum('in_transit_minor'),
  },
  key: ['partner', 'currency'],
  adds: { holdMinor: add, payableMinor: add, inTransitMinor: add },
  fold: {
    decisions: {
      CommissionPosted: (rows, posted) => rows.add(entry(posted, posted.amountMinor, ZERO, ZERO)),
      OwnLinePosted: (rows, posted) => {
        const isHeld = posted.reason === 'adjustment';
        rows.add(entry(posted, isHeld ? posted.amountMinor : ZERO, isHeld ? ZERO : posted.amountMinor, ZERO));
      },
      LinesReleased: (rows, released) =>
        rows.add(entry(released, negate(released.amountMinor), released.amountMinor, ZERO)),
      LinesHeldBack: (rows, held) => rows.add(entry(held, held.amountMinor, negate(held.amountMinor), ZERO)),
      PayoutMade: (rows, made) =>
        rows.add(entry(made, ZERO, negate(made.grossMinor), made.paidAtOnce ? ZERO : made.grossMinor)),
      PayoutSettled: (rows, settled) => rows.add(entry(settled, ZERO, ZERO, negate(settled.grossMinor))),
      PayoutFailed: (rows, failed) => rows.add(entry(failed, ZERO, failed.grossMinor, negate(failed.grossMinor))),
      PayoutReturned: (rows, returned) => rows.add(entry(returned, ZERO, returned.grossMinor, ZERO)),
    },
  },
};

function entry(
  { partner, currency }: AccountKey,
  holdMinor: AmountMinor,
  payableMinor: AmountMinor,
  inTransitMinor: AmountMinor,
): AccountRow {
  return { partner, currency, holdMinor, payableMinor, inTransitMinor };
}

export const balancesView: OpsView = {
  about: 'What stands in hold, in payable and in transit for a partner in one currency, in minor units.',
  select: (schema) =>
    `SELECT program, partner, currency, hold_minor, payable_minor, in_transit_minor FROM ${schema}.accounts`,
};
