import type { Calendar, Month } from '@ledger/kernel/calendar';
import { negate, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { CommissionPosted } from '@ledger/stages/commission/commission.decisions';
import type { LinesHeldBack, LinesReleased, OwnLinePosted } from '@ledger/stages/payout/payout.decisions';
import type { Decision } from '@ledger/stages/stage';
import type { LedgerEntry } from '../ledger-entry';
import { changesOfArrival } from './changes-of-arrival';
import type { LineRow } from '../rows';
import {
  changesOfApproval,
  changesOfDecline,
  changesOfFailure,
  changesOfJourney,
  changesOfMade,
  changesOfProposal,
  changesOfReplacement,
  changesOfReturn,
  changesOfSettlement,
} from './changes-of-payout';
import { accrual, holdBack, ownLine, release } from './journal';
import type { AccountKey, RowChange } from './row-change';
import { statementColumn } from './statement-column';

/** What an entry changes, in the order in which it has to be applied; months are those of the program's calendar. */
export function changesOfEntry(entry: LedgerEntry, calendarOf: (program: string) => Calendar): readonly RowChange[] {
  if ('decision' in entry) return changesOfDecision(entry.decision, calendarOf(entry.program));
  if ('recordedTerms' in entry) return [{ change: 'terms-version', row: entry.recordedTerms }];
  const { arrival, kept, published } = entry;
  const changes = changesOfArrival(arrival, kept);
  return published === undefined ? changes : [...changes, { change: 'terms-version', row: published }];
}

/** What a decision changes, in the order in which it has to be applied; months are those of the program's calendar. */
export function changesOfDecision(decision: Decision, calendar: Calendar): readonly RowChange[] {
  const changesOf = CHANGES[decision.type] as (decision: Decision, calendar: Calendar) => readonly RowChange[];
  return changesOf(decision, calendar);
}

/** For every type of decision. */
const CHANGES: {
  readonly [T in Decision['type']]: (
    decision: Extract<Decision, { type: T }>,
    calendar: Calendar,
  ) => readonly RowChange[];
} = {
  AttributionChanged: (row) => [{ change: 'attribution', row }],
  PartnerStandingChanged: (standing) => [{ change: 'standing', ...standing }],
  PromotionGranted: ({ partner, promotion, rate }) => [{ change: 'promotion', partner, promotion, rate }],
  CustomerCounted: (counted) => [{ change: 'customer-counted', ...counted }],
  CustomerUncounted: (uncounted) => [{ change: 'customer-uncounted', ...uncounted }],
  // The number follows from the counted customers; a second copy could only disagree.
  WinsChanged: () => [],
  CommissionPosted: changesOfPosting,
  // It is read from the log, where somebody asks for it.
  NothingPosted: () => [],
  InvoiceHoldsChanged: (row) => [{ change: 'invoice-holds', row }],
  AnomalyFound: (row) => [{ change: 'anomaly', row }],
  AnomalyResolved: (row) => [{ change: 'anomaly-resolved', row }],
  OwnLinePosted: changesOfOwnLine,
  LinesReleased: changesOfRelease,
  LinesHeldBack: changesOfHoldBack,
  PayoutProposed: changesOfProposal,
  PayoutProposalReplaced: changesOfReplacement,
  PayoutDeclined: changesOfDecline,
  PayoutMade: changesOfMade,
  PayoutSettled: changesOfSettlement,
  PayoutFailed: changesOfFailure,
  PayoutReturned: changesOfReturn,
  PayoutLinesMoved: changesOfJourney,
  AccountApprovalChanged: changesOfApproval,
  PayoutProfileChanged: (row) => [{ change: 'payout-profile', row }],
};

function changesOfPosting(posted: CommissionPosted, calendar: Calendar): readonly RowChange[] {
  const { partner, currency, invoice, customer, holds, amountMinor } = posted;
  const sums = { [statementColumn(posted.reason)]: amountMinor };
  const month = calendar.monthAt(posted.postedAt);
  return [
    { change: 'line-posted', row: lineOf(posted, month) },
    { change: 'invoice-holds', row: { invoice, customer, partner, holds } },
    balance({ partner, currency }, amountMinor, ZERO),
    { change: 'month', partner, currency, month, sums },
    { change: 'journal', postings: accrual(posted) },
  ];
}

/** Every line starts in hold; what keeps it there is a matter of its invoice and its partner. */
function lineOf(posted: CommissionPosted, month: Month): LineRow {
  return {
    partner: posted.partner,
    customer: posted.customer,
    invoice: posted.invoice,
    line: posted.line,
    lineSeq: posted.lineSeq,
    reason: posted.reason,
    baseMinor: posted.baseMinor,
    rate: posted.rate,
    amountMinor: posted.amountMinor,
    currency: posted.currency,
    effectiveAt: posted.effectiveAt,
    postedAt: posted.postedAt,
    month,
    clearsAt: posted.clearsAt,
    termsVersion: posted.termsVersion,
    cause: posted.cause,
    state: 'hold',
    paidAt: null,
    payout: null,
  };
}

function changesOfRelease(released: LinesReleased): readonly RowChange[] {
  const { partner, currency, lines, amountMinor } = released;
  return [
    { change: 'lines-moved', partner, currency, from: 'hold', to: 'payable', paidAt: null, payout: null, lines },
    balance({ partner, currency }, negate(amountMinor), amountMinor),
    { change: 'journal', postings: release(released) },
  ];
}

function changesOfHoldBack(heldBack: LinesHeldBack): readonly RowChange[] {
  const { partner, currency, lines, amountMinor } = heldBack;
  return [
    { change: 'lines-moved', partner, currency, from: 'payable', to: 'hold', paidAt: null, payout: null, lines },
    balance({ partner, currency }, amountMinor, negate(amountMinor)),
    { change: 'journal', postings: holdBack(heldBack) },
  ];
}

/** An adjustment starts in hold; a write-off and a forfeit are payable at once, whatever holds. */
function changesOfOwnLine(posted: OwnLinePosted, calendar: Calendar): readonly RowChange[] {
  const { partner, currency, line, lineSeq, reason, amountMinor, cause } = posted;
  const { effectiveAt, postedAt, clearsAt } = posted;
  const isHeld = reason === 'adjustment';
  const month = calendar.monthAt(postedAt);
  const row: LineRow = {
    partner,
    customer: null,
    invoice: null,
    line,
    lineSeq,
    reason,
    baseMinor: null,
    rate: null,
    amountMinor,
    currency,
    effectiveAt,
    postedAt,
    month,
    clearsAt,
    termsVersion: null,
    cause,
    state: isHeld ? 'hold' : 'payable',
    paidAt: null,
    payout: null,
  };
  const sums = { [statementColumn(reason)]: amountMinor };
  return [
    { change: 'line-posted', row },
    isHeld ? balance(posted, amountMinor, ZERO) : balance(posted, ZERO, amountMinor),
    { change: 'month', partner, currency, month, sums },
    { change: 'journal', postings: ownLine(posted) },
  ];
}

function balance({ partner, currency }: AccountKey, holdMinor: AmountMinor, payableMinor: AmountMinor): RowChange {
  return { change: 'balance', partner, currency, holdMinor, payableMinor, inTransitMinor: ZERO };
}
