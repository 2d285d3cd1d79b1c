import type { Calendar } from '@ledger/kernel/calendar';
import { negate, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type {
  AccountApprovalChanged,
  PayoutAmounts,
  PayoutDeclined,
  PayoutFailed,
  PayoutLinesMoved,
  PayoutMade,
  PayoutProposalReplaced,
  PayoutProposed,
  PayoutReturned,
  PayoutSettled,
} from '@ledger/stages/payout/payout.decisions';
import type { PayoutRow } from '../rows';
import { payoutFailed, payoutMade, payoutReturned, payoutSettled } from './journal-of-payout';
import type { RowChange } from './row-change';

const UNPAID = { settledAt: null, reference: null } as const;

/** A proposal reserves nothing. */
export function changesOfProposal(proposed: PayoutProposed): readonly RowChange[] {
  return [{ change: 'payout', row: payoutRow(proposed, { at: proposed.proposedAt, state: 'proposed', ...UNPAID }) }];
}

export function changesOfReplacement({ payout }: PayoutProposalReplaced): readonly RowChange[] {
  return [{ change: 'payout-replaced', payout }];
}

export function changesOfDecline(declined: PayoutDeclined): readonly RowChange[] {
  return [{ change: 'payout', row: payoutRow(declined, { at: declined.proposedAt, state: 'declined', ...UNPAID }) }];
}

export function changesOfApproval(changed: AccountApprovalChanged): readonly RowChange[] {
  const { partner, currency, approval } = changed;
  return [{ change: 'account-approval', partner, currency, approval }];
}

/** Gross, fees and what was withheld count in the month in which a payout is made. */
export function changesOfMade(made: PayoutMade, calendar: Calendar): readonly RowChange[] {
  const { madeAt: at, postedAt, paidAtOnce, grossMinor } = made;
  const answered = paidAtOnce
    ? ({ state: 'paid', settledAt: at } as const)
    : ({ state: 'in_transit', settledAt: null } as const);
  return [
    balance(made, negate(grossMinor), paidAtOnce ? ZERO : grossMinor),
    month(made, calendar, postedAt),
    { change: 'payout', row: payoutRow(made, { at, ...answered, reference: null }) },
    { change: 'journal', postings: payoutMade(made) },
  ];
}

export function changesOfSettlement(settled: PayoutSettled): readonly RowChange[] {
  const { madeAt: at, settledAt, reference, grossMinor } = settled;
  return [
    balance(settled, ZERO, negate(grossMinor)),
    { change: 'payout', row: payoutRow(settled, { at, state: 'paid', settledAt, reference }) },
    { change: 'journal', postings: payoutSettled(settled) },
  ];
}

/** A failure or return counts in the month of its fact, negatively. */
export function changesOfFailure(failed: PayoutFailed, calendar: Calendar): readonly RowChange[] {
  const { madeAt: at, postedAt, grossMinor } = failed;
  return [
    balance(failed, grossMinor, negate(grossMinor)),
    month(turned(failed), calendar, postedAt),
    { change: 'payout', row: payoutRow(failed, { at, state: 'failed', ...UNPAID }) },
    { change: 'journal', postings: payoutFailed(failed) },
  ];
}

export function changesOfReturn(returned: PayoutReturned, calendar: Calendar): readonly RowChange[] {
  const { madeAt: at, settledAt, reference, postedAt, grossMinor } = returned;
  return [
    balance(returned, grossMinor, ZERO),
    month(turned(returned), calendar, postedAt),
    { change: 'payout', row: payoutRow(returned, { at, state: 'returned', settledAt, reference }) },
    { change: 'journal', postings: payoutReturned(returned) },
  ];
}

export function changesOfJourney(moved: PayoutLinesMoved): readonly RowChange[] {
  const { partner, currency, from, to, movedAt, lines } = moved;
  const payout = to === 'payable' ? null : moved.payout;
  const paidAt = to === 'paid' ? movedAt : null;
  return [{ change: 'lines-moved', partner, currency, from, to, paidAt, payout, lines }];
}

function balance(
  { partner, currency }: PayoutAmounts,
  payableMinor: AmountMinor,
  inTransitMinor: AmountMinor,
): RowChange {
  return { change: 'balance', partner, currency, holdMinor: ZERO, payableMinor, inTransitMinor };
}

function month(amounts: PayoutAmounts, calendar: Calendar, at: PayoutMade['postedAt']): RowChange {
  const { partner, currency, grossMinor, feeMinor, withheldMinor } = amounts;
  const sums = { paidMinor: grossMinor, feesMinor: feeMinor, withheldMinor };
  return { change: 'month', partner, currency, month: calendar.monthAt(at), sums };
}

function turned(amounts: PayoutAmounts): PayoutAmounts {
  const { grossMinor, feeMinor, withheldMinor } = amounts;
  return {
    ...amounts,
    grossMinor: negate(grossMinor),
    feeMinor: negate(feeMinor),
    withheldMinor: negate(withheldMinor),
  };
}

function payoutRow(
  amounts: PayoutAmounts,
  { at, state, settledAt, reference }: Pick<PayoutRow, 'at' | 'state' | 'settledAt' | 'reference'>,
): PayoutRow {
  const { payout, partner, currency, rail, grossMinor, feeMinor, withheldMinor, netMinor, lineCount } = amounts;
  return {
    payout,
    partner,
    currency,
    at,
    rail,
    grossMinor,
    feeMinor,
    withheldMinor,
    netMinor,
    lineCount,
    state,
    settledAt,
    reference,
  };
}
